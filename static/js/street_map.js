// A street map of a venue: only where the council names who draws it, and only once the reader asks for it.

const PIN = 26;
const NEAR = 15;

function load(tag, attributes) {
  return new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement(tag), attributes);
    element.addEventListener("load", resolve);
    element.addEventListener("error", reject);
    document.head.append(element);
  });
}

function asText(words) {
  const element = document.createElement("span");
  element.textContent = words;
  return element.innerHTML;
}

function draw(picture, told) {
  const { L } = window;
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const at = [Number(told.latitude), Number(told.longitude)];
  const map = L.map(picture, {
    center: at,
    zoom: NEAR,
    // one finger scrolls the page and the wheel too: the map has buttons and, with the keyboard, arrows
    dragging: !L.Browser.mobile,
    scrollWheelZoom: false,
    zoomControl: false,
    zoomAnimation: !still,
    fadeAnimation: !still,
    inertia: !still,
  });
  map.attributionControl.setPrefix(false);
  L.control.zoom({ zoomInTitle: told.nearer, zoomOutTitle: told.further }).addTo(map);
  // the map's own server learns which site asks, never which page
  const tiles = { attribution: asText(told.attribution), maxZoom: 19, referrerPolicy: "strict-origin" };
  L.tileLayer(told.tiles, tiles).addTo(map);
  const icon = L.divIcon({ className: "lo-street-map__pin", iconSize: [PIN, PIN] });
  L.marker(at, { icon, keyboard: false, interactive: false }).addTo(map);
}

function offer(place) {
  const offered = place.querySelector("[data-offer]");
  const button = offered.querySelector("button");
  const picture = place.querySelector("[role=region]");
  place.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      const styled = load("link", { rel: "stylesheet", href: place.dataset.style });
      if (!window.L) await load("script", { src: place.dataset.library });
      await styled;
    } catch {
      button.disabled = false;
      return;
    }
    offered.hidden = true;
    picture.hidden = false;
    draw(picture, place.dataset);
    picture.focus();
  });
}

document.querySelectorAll("[data-street-map]").forEach(offer);
