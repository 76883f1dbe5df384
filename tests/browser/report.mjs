// Counts what held and prints what did not. Every check says in words what should be so.

export class Report {
  constructor(suite = '', parent = null) {
    Object.assign(this, { suite, parent, passed: 0, failed: 0 });
  }

  of(suite) { return new Report(suite, this); }

  count(ok) {
    if (ok) this.passed += 1; else this.failed += 1;
    if (this.parent) this.parent.count(ok);
  }

  ok(held, what, found = '') {
    this.count(Boolean(held));
    if (!held) console.log(`FAILED ${this.suite}: ${what}${found === '' ? '' : `: ${found}`}`);
    return Boolean(held);
  }

  same(got, wanted, what) {
    return this.ok(got === wanted, what, `got ${JSON.stringify(got)}, wanted ${JSON.stringify(wanted)}`);
  }

  /* The list must be empty; its members are the faults. */
  none(faults, what) {
    return this.ok(faults.length === 0, what, faults.slice(0, 6).join('\n    '));
  }

  fail(what, found) { return this.ok(false, what, found); }
}
