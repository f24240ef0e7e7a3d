// Runs the Promises/A+ suite with its own runner on promises of Go, compiled to
// WebAssembly. "npm test" builds and runs it.
"use strict";

const { execFileSync } = require("child_process");
const fs = require("fs");
const path = require("path");
const os = require("os");

const dir = fs.mkdtempSync(path.join(os.tmpdir(), "aplus-"));
const wasm = path.join(dir, "main.wasm");
execFileSync("go", ["build", "-o", wasm, "."], {
    cwd: __dirname, stdio: "inherit", env: { ...process.env, GOOS: "js", GOARCH: "wasm" },
});
const goroot = execFileSync("go", ["env", "GOROOT"], { cwd: __dirname }).toString().trim();
require(path.join(goroot, "lib", "wasm", "wasm_exec.js"));

const numbers = new WeakMap();

// attempt says what f returns or throws: Go has no exceptions.
function attempt(f) {
    try { return { thrown: false, value: f() }; } catch (e) { return { thrown: true, value: e }; }
}

globalThis.helper = {
    wrap(number) {
        const promise = { then(onF, onR) { return helper.then(number, onF, onR); } };
        numbers.set(promise, number);
        return promise;
    },
    number: v => numbers.get(v),
    call: (f, self, ...args) => attempt(() => f.call(self, ...args)),
    get: (o, name) => attempt(() => o[name]),
};

globalThis.start = deferred => {
    let passed = 0;
    const report = function (runner) { runner.on("pass", () => { passed++; }); };
    require("promises-aplus-tests")({ deferred }, { timeout: 5000, reporter: report }, failures => {
        console.log(passed + " passed, " + (failures || "none failed"));
        fs.rmSync(dir, { recursive: true });
        process.exit(passed === 872 && !failures ? 0 : 1);
    });
};

const go = new Go();
WebAssembly.instantiate(fs.readFileSync(wasm), go.importObject).then(result => go.run(result.instance));
