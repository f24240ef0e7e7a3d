// The part of the mocha API that the suite uses. Specifications are collected
// while the files load and run one after the other by run().
(function (global) {
    "use strict";

    var root = { title: "", parent: null, before: [], after: [] };
    var current = root;
    var specs = [];

    global.describe = function (title, body) {
        current = { title: title, parent: current, before: [], after: [] };
        body();
        current = current.parent;
    };
    global.specify = global.it = function (title, body) {
        specs.push({ title: title, suite: current, body: body });
    };
    global.beforeEach = function (hook) { current.before.push(hook); };
    global.afterEach = function (hook) { current.after.push(hook); };

    function hooks(suite, kind) {
        return suite === null ? [] : hooks(suite.parent, kind).concat(suite[kind]);
    }

    function name(spec) {
        var parts = [spec.title];
        for (var s = spec.suite; s !== root; s = s.parent) { parts.unshift(s.title); }
        return parts.join(" / ");
    }

    global.run = function (report) {
        var i = 0;
        function next() {
            if (i === specs.length) { return; }
            var spec = specs[i++];
            var over = false;
            function end(error) {
                if (over) { return; }
                over = true;
                try {
                    hooks(spec.suite, "after").forEach(function (hook) { hook(); });
                } catch (e) { error = error || e; }
                report(name(spec), error === undefined ? "" : String(error && error.stack || error));
                setTimeout(next, 0);
            }
            setTimeout(function () { end("timeout"); }, 5000);
            global.uncaught = end;
            try {
                hooks(spec.suite, "before").forEach(function (hook) { hook(); });
                spec.body.length > 0 ? spec.body(end) : (spec.body(), end());
            } catch (e) { end(e); }
        }
        next();
    };

    // The assertions that the suite uses, of Node's module.
    global.assert = function (value, message) {
        if (!value) { throw new Error(message || "assertion failed"); }
    };
    assert.strictEqual = function (got, want, message) {
        assert(got === want, message || "got " + String(got) + ", want " + String(want));
    };
    assert.notStrictEqual = function (got, other, message) {
        assert(got !== other, message || "got " + String(got));
    };
})(this);
