// What the scripts of the preview have in common: what they are told, and how they make elements. It stands at the head of
// each.
//
// All text is set as text, never as markup.
"use strict";

const told = JSON.parse(document.getElementById("_dateline").textContent);
const own = "/_dateline/";

// An element: its name with classes, attributes, and what it holds.
function make(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.flat().filter(child => child || child === 0));
  return element;
}

