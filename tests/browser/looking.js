// What a person would see: text that is hard to read, things that stick out, words in the wrong place.
() => {
  const found = [];
  const luminance = ([r, g, b]) => {
    const line = [r, g, b].map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * line[0] + 0.7152 * line[1] + 0.0722 * line[2];
  };
  const colour = (text) => {
    const parts = text.match(/[\d.]+/g).map(Number);
    return parts.length === 4 && parts[3] === 0 ? null : parts.slice(0, 3);
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const seen = colour(getComputedStyle(at).backgroundColor);
      if (seen) return seen;
    }
    return [255, 255, 255];
  };
  const name = (element) => `${element.tagName}.${element.className.baseVal ?? element.className} ${element.textContent.trim().slice(0, 40)}`;
  for (const element of document.querySelectorAll("body *")) {
    const style = getComputedStyle(element);
    const bare = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    const box = element.getBoundingClientRect();
    if (!bare || box.width < 2 || style.visibility === "hidden" || element.closest("option, title, .skip")) continue;
    const ink = colour(element.closest("svg") ? style.fill : style.color);
    const [light, dark] = [luminance(ink), luminance(ground(element))].sort((a, b) => b - a);
    const ratio = (light + 0.05) / (dark + 0.05);
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.6 && style.fontWeight >= 600);
    if (ratio < (large ? 3 : 4.5)) found.push(`contrast ${ratio.toFixed(2)}: ${name(element)}`);
    if (parseFloat(style.fontSize) < 12) found.push(`small ${style.fontSize}: ${name(element)}`);
    const scrolls = element.closest(".table-scroll, pre");
    if (!scrolls && (box.left < -1 || box.right > document.documentElement.clientWidth + 1)) found.push(`outside: ${name(element)}`);
  }
  for (const element of document.querySelectorAll("a, button, select, input")) {
    const box = element.getBoundingClientRect();
    if (box.width && element.closest("form, nav, header") && box.height < 24) found.push(`hard to hit: ${name(element)}`);
  }
  if (document.documentElement.scrollWidth > document.documentElement.clientWidth) found.push("scrolls sideways");
  return found;
}
