// Maps: our own polygons and points, offline. <div data-lx-map="id of the JSON script">; see shared/maps.py for what features may say.
(function () {
  'use strict';
  var css = function (name) { return getComputedStyle(document.documentElement).getPropertyValue(name).trim(); };
  var safe = function (text) { var el = document.createElement('span'); el.textContent = text == null ? '' : String(text); return el.innerHTML; };
  var area = function (feature) {
    var shade = feature.properties.shade;
    return {color: css('--field'), weight: feature.properties.level === 'region' ? 2 : 1.25, fillColor: css('--cov-' + (shade || 1)), fillOpacity: shade || feature.properties.level !== 'region' ? .85 : .35};
  };
  var dot = function (feature) {
    var tone = feature.properties.tone || (feature.properties.doubt ? 'doubt' : '');
    var fill = {gap: css('--over'), ok: css('--done')}[tone] || css('--ink-2');
    if (tone === 'doubt') return {radius: 6, weight: 2.5, color: css('--due'), fillColor: css('--paper'), fillOpacity: 1};
    return {radius: 6, weight: 1.5, color: css('--paper'), fillColor: fill, fillOpacity: 1};
  };
  var tell = function (feature) {
    var properties = feature.properties;
    return '<b>' + safe(properties.name) + '</b>' + (properties.note || properties.kind ? '<small>' + safe(properties.note || properties.kind) + '</small>' : '');
  };
  var draw = function (box) {
    if (box.lxMap || !window.L) return;
    var L = window.L, data = JSON.parse(document.getElementById(box.dataset.lxMap).textContent), many = data.features.length > 800;
    var reduced = matchMedia('(prefers-reduced-motion: reduce)').matches, zh = document.documentElement.lang.indexOf('zh') === 0;
    var map = box.lxMap = L.map(box, {attributionControl: false, zoomControl: false, preferCanvas: many, zoomSnap: .25, minZoom: 7, maxZoom: 17, scrollWheelZoom: false, zoomAnimation: !reduced, fadeAnimation: !reduced});
    L.control.zoom({zoomInTitle: zh ? '放大' : 'Zoom in', zoomOutTitle: zh ? '缩小' : 'Zoom out'}).addTo(map);
    var each = function (feature, layer) {
      var properties = feature.properties, point = feature.geometry.type === 'Point';
      if (!point && properties.label) layer.bindTooltip(safe(properties.name), {permanent: true, direction: 'center', className: 'lx-map-name'});
      else layer.bindTooltip(tell(feature), {sticky: !point});
      if (properties.url) layer.on('click', function () { location.assign(properties.url); });
    };
    var areas = data.features.filter(function (feature) { return feature.geometry.type !== 'Point'; }), points = data.features.filter(function (feature) { return feature.geometry.type === 'Point'; });
    var ground = L.geoJSON(areas, {style: area, onEachFeature: each}).addTo(map);
    var dots = L.geoJSON(points, {pointToLayer: function (feature, at) { return L.circleMarker(at, dot(feature)); }, onEachFeature: each}).addTo(map);
    var sure = points.filter(function (feature) { return !feature.properties.doubt; });
    var bounds = areas.length ? ground.getBounds() : L.geoJSON(sure.length ? sure : points).getBounds();
    if (bounds.isValid()) map.fitBounds(bounds, {padding: [12, 12], maxZoom: 15}); else map.setView([31.2, 121.5], 10);
    map.on('focus', function () { map.scrollWheelZoom.enable(); });
    map.on('blur', function () { map.scrollWheelZoom.disable(); });
    var repaint = function () { ground.setStyle(area); dots.eachLayer(function (layer) { layer.setStyle(dot(layer.feature)); }); };
    new MutationObserver(repaint).observe(document.documentElement, {attributes: true, attributeFilter: ['data-bs-theme']});
    box.dispatchEvent(new CustomEvent('lx:map', {bubbles: true, detail: {map: map}}));
  };
  var fit = function (within) { Array.prototype.forEach.call(within.querySelectorAll('[data-lx-map]'), draw); };
  document.addEventListener('DOMContentLoaded', function () { fit(document); });
  document.addEventListener('htmx:afterSettle', function (event) { fit(event.target); });
})();
