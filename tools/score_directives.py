#!/usr/bin/env python3
"""Score extracted directives against gold annotations.

    score_directives.py PRED.jsonl [--gold FILE] [--ignore FILE] [--iou 0.5]
                        [--kinds directive,recommendation] [--file NAME] [--min-f1 F]
    score_directives.py --check [--gold FILE] [--ignore FILE]

A prediction is {"file","char_start","char_end","kind"[,"actors","deadline","section"]};
offsets are Unicode code points of the decoded file before normalisation, end exclusive.

Pairs are matched one to one, greedily by overlap (intersection over union, IoU); a pair counts
when IoU >= --iou and the predicted kind is the gold kind or one of its kind_alt. Predictions
inside duplicate_*/lead_in spans, or on an optional annotation, are neutral; inside
boilerplate_* they are false positives. --check verifies that every annotation's text is the
slice of its file. Exit code 1: --check failed, or F1 below --min-f1, or a deadline was invented
while --min-f1 is given.
"""
import argparse
import json
import os
import sys
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
NOTICES = os.path.join(HERE, '..', 'tests', 'data', 'notices')


def load(path):
    with open(path, encoding='utf-8') as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    return [{**row, 'file': os.path.basename(row['file'])} for row in rows]


def overlap(a, b):
    if a['file'] != b['file']:
        return 0
    start, end = max(a['char_start'], b['char_start']), min(a['char_end'], b['char_end'])
    union = max(a['char_end'], b['char_end']) - min(a['char_start'], b['char_start'])
    return max(0, end - start) / union if union else 0


def kind_fits(pred, gold):
    return pred['kind'] == gold['kind'] or pred['kind'] in gold.get('kind_alt', [])


def match(preds, golds, least):
    """Returns {prediction index: gold index}."""
    pairs = sorted(((overlap(p, g), i, j) for i, p in enumerate(preds)
                    for j, g in enumerate(golds) if p['file'] == g['file'] and kind_fits(p, g)),
                   reverse=True)
    by_pred, taken = {}, set()
    for value, i, j in pairs:
        if value < least:
            break
        if i not in by_pred and j not in taken:
            by_pred[i] = j
            taken.add(j)
    return by_pred


def is_neutral(pred, optional, neutral, least):
    return any(overlap(pred, o) >= least for o in optional) or any(
        o['file'] == pred['file'] and pred['char_start'] >= o['char_start'] - 2
        and pred['char_end'] <= o['char_end'] + 2 for o in neutral)


def names(row):
    return {' '.join(unicodedata.normalize('NFC', x).lower().split())
            for x in row.get('actors') or []}


def ratio(a, b):
    return a / b if b else 0


def score(args):
    kinds = set(args.kinds.split(','))

    def wanted(row):
        return not args.file or row['file'] == args.file

    preds = [p for p in load(args.pred) if p['kind'] in kinds and wanted(p)]
    everything = [g for g in load(args.gold) if wanted(g)]
    golds = [g for g in everything if g['kind'] in kinds]
    optional = [g for g in everything
                if g['kind'] not in kinds and set(g.get('kind_alt', [])) & kinds]
    neutral = [i for i in load(args.ignore) if i['reason'].startswith(('duplicate', 'lead_in'))]

    found = match(preds, golds, args.iou)
    wrong = [p for i, p in enumerate(preds)
             if i not in found and not is_neutral(p, optional, neutral, args.iou)]
    tp = len(found)
    precision, recall = ratio(tp, tp + len(wrong)), ratio(tp, len(golds))
    f1 = ratio(2 * precision * recall, precision + recall)
    print(f'spans: TP {tp} FP {len(wrong)} FN {len(golds) - tp}  '
          f'P {precision:.3f} R {recall:.3f} F1 {f1:.3f}')

    pairs = [(preds[i], golds[j]) for i, j in found.items()]
    print('mean IoU of matches %.3f' % ratio(sum(overlap(p, g) for p, g in pairs), tp))
    both = sum(len(names(p) & names(g)) for p, g in pairs)
    sections = sum(p.get('section') == g['section'] for p, g in pairs)
    dated = [(p, g) for p, g in pairs if g['deadline'] is not None]
    exact = sum(p.get('deadline') == g['deadline'] for p, g in dated)
    invented = sum(p.get('deadline') is not None and p['deadline'] != g['deadline']
                   for p, g in pairs)
    print('actors on matches: P %.3f R %.3f; section exact %d/%d; deadline exact %d/%d, invented %d'
          % (ratio(both, sum(len(names(p)) for p, _ in pairs)),
             ratio(both, sum(len(names(g)) for _, g in pairs)),
             sections, tp, exact, len(dated), invented))
    if args.verbose:
        hit = set(found.values())
        for j, g in enumerate(golds):
            if j not in hit:
                print('missed', g['id'], g['text'])
        for p in wrong:
            print('wrong ', p['file'], p['char_start'], p['char_end'], p['kind'])
    return args.min_f1 is not None and (f1 < args.min_f1 or invented > 0)


def check(args):
    """Every annotation lies in its file and says what the file says there."""
    failed = 0
    texts = {}
    folder = os.path.dirname(args.gold)
    rows = [(r, True) for r in load(args.gold)] + [(r, False) for r in load(args.ignore)]
    for row, whole in rows:
        if row['file'] not in texts:
            with open(os.path.join(folder, row['file']), 'rb') as stored:
                texts[row['file']] = stored.read().decode('utf-8')
        part = texts[row['file']][row['char_start']:row['char_end']]
        if not part or (part != row['text'] if whole else not part.startswith(row['text'])):
            print('does not match its file:', row['file'], row['char_start'], row['text'])
            failed += 1
    print(f'{len(texts)} files checked, {failed} annotations wrong')
    return failed > 0


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('pred', nargs='?')
    parser.add_argument('--gold', default=os.path.join(NOTICES, 'gold.jsonl'))
    parser.add_argument('--ignore', default=os.path.join(NOTICES, 'gold_ignore.jsonl'))
    parser.add_argument('--iou', type=float, default=.5)
    parser.add_argument('--kinds', default='directive,recommendation')
    parser.add_argument('--file', help='score one notice only')
    parser.add_argument('--min-f1', type=float)
    parser.add_argument('--check', action='store_true')
    parser.add_argument('-v', '--verbose', action='store_true', help='list the misses')
    args = parser.parse_args()
    if args.check:
        return check(args)
    if not args.pred:
        parser.error('a file of predictions is needed')
    return score(args)


if __name__ == '__main__':
    sys.exit(main())
