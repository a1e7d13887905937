// Writes, in place of the page, what is wrong with the text of its pictures: boxes that overlap,
// and boxes that are cut off; at last how many pictures and texts there were.
addEventListener("load", () => {
	const wrong = [];
	let texts = 0;

	for (const picture of document.querySelectorAll("svg")) {
		const wide = picture.width.baseVal.value;
		const high = picture.height.baseVal.value;
		const boxes = [...picture.querySelectorAll("text")].map(text => {
			const box = text.getBBox();
			return { text: text.lastChild.data, left: box.x, top: box.y,
				right: box.x + box.width, bottom: box.y + box.height };
		});
		const say = words => wrong.push(`${picture.parentNode.id}: ${words}`);

		texts += boxes.length;
		boxes.sort((a, b) => a.top - b.top);
		boxes.forEach((a, i) => {
			if (a.left < 0 || a.top < 0 || a.right > wide || a.bottom > high)
				say(`cut off: ${a.text}`);
			for (const b of boxes.slice(i + 1)) {
				if (b.top >= a.bottom - 0.5)
					break;
				if (a.left < b.right - 0.5 && b.left < a.right - 0.5)
					say(`overlap: ${a.text} | ${b.text}`);
			}
		});
	}
	wrong.push(`${document.querySelectorAll("svg").length} pictures, ${texts} texts`);
	document.body.textContent = wrong.join("\n");
});
