// The meaning of a term, shown in place when it is pointed at or reached by the keyboard.
{
  const box = Object.assign(document.createElement("div"), { id: "meaning", hidden: true });
  box.setAttribute("role", "tooltip");
  let over = null; // the link whose meaning is shown

  const hide = () => {
    over?.removeAttribute("aria-describedby");
    over = null;
    box.hidden = true;
  };

  const show = async (link) => {
    hide();
    over = link;
    const terms = await book.data("terms");
    if (over !== link) return; // the pointer is elsewhere by now
    box.innerHTML = terms[link.hash.slice(1)];
    box.hidden = false;
    link.setAttribute("aria-describedby", box.id);
    place(link);
  };

  // Under its link, inside of the window; above it where there is no room below.
  const place = (link) => {
    const spot = link.getBoundingClientRect();
    const left = Math.min(spot.left, document.documentElement.clientWidth - box.offsetWidth - 8);
    const below = spot.bottom + box.offsetHeight < innerHeight;
    box.style.left = `${Math.max(8, left)}px`;
    box.style.top = `${scrollY + (below ? spot.bottom : spot.top - box.offsetHeight)}px`;
  };

  const term = (event) => event.target.closest?.("a.term");
  document.body.append(box);
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch" || box.contains(event.target)) return;
    const link = term(event);
    if (link && link !== over) show(link);
    else if (!link && over && document.activeElement !== over) hide();
  });
  document.addEventListener("focusin", (event) => (term(event) ? show(term(event)) : hide()));
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
}
