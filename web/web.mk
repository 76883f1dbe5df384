# Browser assets: npm packages -> $(BUILD)/web/* -> one object file to link.
# Adds WEB_OBJECT to GEN_OBJ (so it is linked); NODE_MODULES is what browser tests depend on.
BUILD ?= build
NODE ?= node
NPM ?= npm

WEB_OUT := $(BUILD)/web
WEB_OBJECT := $(WEB_OUT)/assets.o
GEN_OBJ += $(WEB_OBJECT)
NODE_MODULES := node_modules/.package-lock.json
WEB_SOURCES := $(wildcard web/*.mjs) web/app.css web/app.js $(wildcard web/*.svg) web/playground/briefing.html \
	$(wildcard src/brief/*.html src/brief/*/*.html)

$(NODE_MODULES): package-lock.json
	$(NPM) ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

# Words that may be class names or tags; rewritten only when the set changed, so that an edit
# of a template rebuilds the stylesheet only if it uses a class nobody used before.
$(WEB_OUT)/classes.txt: web-force
	@mkdir -p $(@D)
	@sh web/classes.sh > $@.new
	@if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

$(WEB_OUT)/fonts/.done: web/fonts.mjs $(NODE_MODULES)
	$(NODE) web/fonts.mjs $(@D)
	@touch $@

$(WEB_OUT)/.done: $(WEB_SOURCES) $(WEB_OUT)/classes.txt $(WEB_OUT)/fonts/.done $(NODE_MODULES)
	$(NODE) web/build.mjs $(WEB_OUT) $(WEB_OUT)/classes.txt
	@touch $@

$(WEB_OBJECT): $(WEB_OUT)/.done src/http/asset.h
	$(CC) -std=c17 -O2 -fPIC -Isrc -c -o $(WEB_OUT)/assets-table.o $(WEB_OUT)/assets.c
	$(CC) -c -I$(WEB_OUT) -Wa,-I$(WEB_OUT) -o $(WEB_OUT)/assets-data.o $(WEB_OUT)/assets.S
	$(LD) -r -o $@ $(WEB_OUT)/assets-table.o $(WEB_OUT)/assets-data.o

.PHONY: web-force web web-check
web: $(WEB_OBJECT)

# Playground pages in Chromium: axe, reflow, weight, keys; screenshots in $(BUILD)/web/shots.
web-check: $(WEB_OBJECT)
	$(NODE) web/check.mjs $(WEB_OUT)
	$(NODE) web/behaviour.mjs $(WEB_OUT)
