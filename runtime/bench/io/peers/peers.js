// The contestants on Node: an echo server, files, HTTP.
const arg = (process.env.BENCH_ARG || "").split(" ");

function cost(units, rounds, began, before) {
	const u = process.cpuUsage(before);
	const memory = process.resourceUsage().maxRSS * 1024 / units;
	console.log((u.user + u.system) / units / rounds, (performance.now() - began) / rounds, memory);
}

const modes = {
	Node() {
		if (arg[0]) return get();
		const server = require("net").createServer({ noDelay: true }, (c) => {
			c.on("data", (p) => c.write(p));
			c.on("error", () => {});
		});
		server.listen({ port: 0, host: "127.0.0.1", backlog: 4096 }, () => console.log(server.address().port));
	},
	async "Node promises"() {
		const fs = require("fs/promises");
		const names = Array.from({ length: 10000 }, (_, i) => arg[0] + "/" + String(i).padStart(5, "0"));
		const read = () => Promise.all(names.map((name) => fs.readFile(name)));
		await read();
		const began = performance.now(), before = process.cpuUsage();
		for (let i = 0; i < 3; i++) await read();
		cost(10000, 3, began, before);
	},
};

async function get() {
	const http = require("http");
	const n = Number(arg[1]);
	const agent = new http.Agent({ keepAlive: true, maxSockets: n, maxFreeSockets: n });
	const one = () => new Promise((resolve, reject) => {
		http.get(arg[0], { agent }, (resp) => {
			resp.on("data", () => {});
			resp.on("end", resolve);
		}).on("error", reject);
	});
	const all = () => Promise.all(Array.from({ length: n }, one));
	await all();
	const began = performance.now(), before = process.cpuUsage();
	await all();
	cost(n, 1, began, before);
	agent.destroy();
}

modes[process.argv[2]]();
