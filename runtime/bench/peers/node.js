// The work of child.go for Node. Prints CPU ns and bytes per unit.
"use strict";

const chains = 3000, length = 1000, pendings = 100000, six = 6, million = 1000000, alls = 2000;

function cpu() { const u = process.cpuUsage(); return (u.user + u.system) * 1000; }
function heap() { const m = process.memoryUsage(); return m.heapUsed + m.external; }

let began, base, bytes = 0;
function start() { global.gc(); base = heap(); began = cpu(); }
function holds() {
    const spent = cpu() - began;
    global.gc();
    bytes = heap() - base;
    began = cpu() - spent;
}
function stop(units) { console.log((cpu() - began) / units, bytes / units); }
function check(ok) { if (!ok) { throw new Error("wrong result"); } }

const inc = v => v + 1;
const incAdopt = v => Promise.resolve(v + 1);
const incAsync = async v => v + 1;

function chain(step) {
    return new Promise(done => {
        let n = 2 * chains; // half of them warm up
        (function next() {
            if (n === chains) { start(); }
            if (n-- === 0) { stop(chains * length); return done(); }
            let resolve;
            let p = new Promise(r => { resolve = r; });
            for (let i = 0; i < length; i++) { p = p.then(step); }
            p.then(v => { check(v === length); setImmediate(next); });
            resolve(0);
        })();
    });
}

const spread = i => 1 + ((Math.imul(i, 2654435761) + 1 >>> 0) >>> 8) % 2000;

function timers(delay) {
    let fired = 0;
    const f = () => { if (++fired === million) { stop(million); } };
    start();
    for (let i = 0; i < million; i++) { setTimeout(f, delay(i)); }
    holds();
}

const works = {
    "node-chain-then": () => chain(inc),
    "node-chain-adopt": () => chain(incAdopt),
    "node-chain-await": async () => {
        for (let n = 0; n < 2 * chains; n++) {
            if (n === chains) { start(); }
            let v = 0;
            for (let i = 0; i < length; i++) { v = await incAsync(v); }
            check(v === length);
        }
        stop(chains * length);
    },
    "node-pending-then": () => {
        const rs = new Array(pendings);
        let left = pendings;
        start();
        for (let i = 0; i < pendings; i++) {
            let p = new Promise(r => { rs[i] = r; });
            for (let j = 0; j < six; j++) { p = p.then(inc); }
            p.then(v => { check(v === six); if (--left === 0) { stop(pendings * six); } });
        }
        holds();
        for (const r of rs) { r(0); }
    },
    "node-operation": () => {
        const rs = new Array(million);
        let n = 0;
        const f = () => { if (++n === million) { stop(million); } };
        start();
        for (let i = 0; i < million; i++) { new Promise(r => { rs[i] = r; }).then(f); }
        holds();
        for (const r of rs) { r(0); }
    },
    "node-all": () => {
        let n = 2 * alls;
        (function next() {
            if (n === alls) { start(); }
            if (n-- === 0) { return stop(alls * length); }
            const ps = new Array(length), rs = new Array(length);
            for (let i = 0; i < length; i++) { ps[i] = new Promise(r => { rs[i] = r; }); }
            Promise.all(ps).then(vs => { check(vs[length - 1] === length - 1); setImmediate(next); });
            for (let i = 0; i < length; i++) { rs[i](i); }
        })();
    },
    "node-timers-spread": () => timers(spread),
    "node-timers-same": () => timers(() => 500),
};

works[process.argv[2]]();
