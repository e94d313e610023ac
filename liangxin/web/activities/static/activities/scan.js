/* The camera reads a registrant's code where the browser can; without it the code is typed. */
(function () {
  "use strict";
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices) return;
  function ready(form) {
    var button = form.querySelector("[data-scan-start]"), view = form.querySelector("[data-scan-view]");
    if (!button || !view || button.dataset.ready) return;
    button.dataset.ready = "1";
    button.hidden = false;
    button.addEventListener("click", function () {
      navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } }).then(function (stream) {
        var detector = new window.BarcodeDetector({ formats: ["qr_code"] });
        view.srcObject = stream; view.hidden = false; view.play();
        var timer = setInterval(function () {
          if (!document.body.contains(view)) { stop(); return; }
          detector.detect(view).then(function (found) {
            if (!found.length) return;
            stop();
            form.querySelector("input[name=code]").value = found[0].rawValue.split(/[?=\/]/).pop();
            form.requestSubmit();
          }, function () { /* no picture yet */ });
        }, 300);
        function stop() { clearInterval(timer); stream.getTracks().forEach(function (track) { track.stop(); }); view.hidden = true; }
      }, function () { button.hidden = true; });
    });
  }
  function all() { document.querySelectorAll("form[data-scan]").forEach(ready); }
  document.addEventListener("DOMContentLoaded", all);
  document.addEventListener("htmx:afterSettle", all);
  all();
})();
