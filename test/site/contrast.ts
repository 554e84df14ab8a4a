/** In the page: texts that are hard to read on what is behind them, by the ratio that WCAG asks for (4.5, large ones 3). */
export function faintTexts(): string[] {
  const channels = (color: string): readonly number[] => (color.match(/[\d.]+/g) ?? []).map(Number);

  function luminance(color: readonly number[]): number {
    const [red = 0, green = 0, blue = 0] = color.slice(0, 3).map((channel) => {
      const part = channel / 255;
      return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  /** A colour as it is seen on another one. */
  function over(color: readonly number[], ground: readonly number[]): number[] {
    const alpha = color[3] ?? 1;
    return [0, 1, 2].map((index) => (color[index] ?? 0) * alpha + (ground[index] ?? 0) * (1 - alpha));
  }

  function ground(element: Element | null): number[] {
    if (!element) return [255, 255, 255];
    const own = channels(getComputedStyle(element).backgroundColor);
    return own.length === 0 || own[3] === 0
      ? ground(element.parentElement)
      : over(own, own[3] === undefined ? [] : ground(element.parentElement));
  }

  const faint = new Set<string>();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!element || (node.textContent ?? "").trim() === "" || ["SCRIPT", "STYLE"].includes(element.tagName)) continue;
    if (
      element.closest("svg, [aria-hidden=true]") ||
      !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    )
      continue;
    const style = getComputedStyle(element);
    // Letters filled with a gradient have no colour of their own.
    if (style.webkitTextFillColor === "rgba(0, 0, 0, 0)") continue;
    const behind = ground(element);
    const [light = 0, dark = 0] = [luminance(over(channels(style.color), behind)), luminance(behind)].sort(
      (a, b) => b - a,
    );
    const ratio = (light + 0.05) / (dark + 0.05);
    const size = Number.parseFloat(style.fontSize);
    const needed = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
    if (ratio < needed - 0.05)
      faint.add(
        `${ratio.toFixed(1)} ${element.className || element.tagName}: ${node.textContent?.trim().slice(0, 40)}`,
      );
  }
  return [...faint];
}
