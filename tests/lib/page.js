// Writes, in place of the page, what axe finds wrong with it, and what is wider than its window.
addEventListener("load", async () => {
	const wrong = [];
	const root = document.documentElement;
	const say = words => wrong.push(words);

	for (const folded of document.querySelectorAll("details"))
		folded.open = true;
	if (root.scrollWidth > root.clientWidth)
		say(`too wide: ${root.scrollWidth} in a window of ${root.clientWidth}`);
	if (typeof axe !== "undefined") {
		const found = await axe.run();
		for (const rule of found.violations)
			for (const node of rule.nodes)
				say(`${rule.id}: ${node.html.replace(/\s+/g, " ").slice(0, 200)}`);
		say(`axe passed ${found.passes.length} rules`);
	}
	say(`${document.querySelectorAll("svg").length} pictures, ` +
		`${document.querySelectorAll("table").length} tables, ${root.clientWidth} wide`);
	parent.postMessage(wrong.join("\n"), "*");
});
