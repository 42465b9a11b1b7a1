// Help for forms: questions that depend on others, the proof of work, no double sending. The server decides everything again.
'use strict';
for (const form of document.forms) {
  const depending = [...form.querySelectorAll('[data-when]')];
  const show = () => {
    for (const question of depending) {
      const wanted = question.dataset.is.split('\n');
      const inputs = [...form.querySelectorAll(`[name="${question.dataset.when}"]`)];
      const here = inputs.some((input) => input.checked && !input.disabled && wanted.includes(input.value));
      question.hidden = !here;
      for (const input of question.querySelectorAll('input,select,textarea')) input.disabled = !here;
    }
  };
  form.addEventListener('change', show);
  show();

  let begun = false;
  let solution = null;
  let waiting = false;
  const button = form.querySelector('button');
  const label = button.textContent;
  const proof = form.elements.altcha;

  const solve = async () => {
    try {
      const answer = await fetch(form.dataset.challenge, { credentials: 'same-origin' });
      const challenge = await answer.json();
      const worker = new Worker('/p/solve.js');
      worker.onmessage = ({ data }) => {
        worker.terminate();
        solution = btoa(JSON.stringify({ ...challenge, maxnumber: undefined, number: data }));
        proof.value = solution;
        if (waiting) form.submit();
      };
      worker.postMessage(challenge);
    } catch {
      begun = false; // the next try asks again
      waiting = false;
      button.disabled = false;
      button.textContent = label;
    }
  };
  const begin = () => {
    if (begun) return;
    begun = true;
    if (proof) solve();
    fetch(form.dataset.started, { method: 'POST', keepalive: true, credentials: 'same-origin' }).catch(() => {});
  };
  form.addEventListener('focusin', begin);
  form.addEventListener('submit', (event) => {
    begin();
    button.disabled = true;
    if (proof && !solution) {
      event.preventDefault();
      waiting = true;
      button.textContent = form.dataset.counting;
    }
  });
}
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});
document.querySelector('[role=alert]')?.scrollIntoView({ block: 'center' });
