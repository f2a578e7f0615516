'use strict';

/* The events of the training, put into the page. Their names and values are those of LivePage and LiveRun. */

const STATES = {
  preparing: 'Preparing',
  training: 'Training',
  stopping: 'Stopping after this step',
  finished: 'Finished',
  stopped: 'Stopped',
  failed: 'Failed',
};

const byId = id => document.getElementById(id);
const meta = name => document.querySelector(`meta[name=${name}]`).content;
const whole = new Intl.NumberFormat('en', {maximumFractionDigits: 0});
const percent = new Intl.NumberFormat('en', {style: 'percent', maximumFractionDigits: 0});
const decimals = value => value == null ? '–' : value.toFixed(4);

const curves = {
  steps: [[], []],
  loss: [[], [], []],
  accuracy: [[], [], []],
};

const steps = {width: 1, points: {show: plot => plot.data[0].length === 1, size: 5}};
const validation = {dash: [6, 4], points: {show: true, size: 6}};
const lossChart = new Chart(byId('loss-chart'), [
  curve('training, steps', '--steps', steps),
  curve('training', '--training', {points: {show: true, size: 5}}),
  curve('validation', '--validation', validation)], lossRange);
const accuracyChart = new Chart(byId('accuracy-chart'), [
  curve('training', '--training', {points: {show: true, size: 5}}),
  curve('validation', '--validation', validation)], accuracyRange);

let drawing = false;

/** Draws once before the next frame, however many events come until then. */
function draw() {
  if (!drawing) {
    drawing = true;
    requestAnimationFrame(() => {
      drawing = false;
      lossChart.draw([curves.steps, curves.loss]);
      accuracyChart.draw([curves.accuracy]);
    });
  }
}

function element(name, text, className) {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) {
    made.className = className;
  }
  return made;
}

function clock(seconds) {
  const s = Math.max(0, Math.round(seconds));
  const two = n => String(n).padStart(2, '0');
  return `${Math.floor(s / 3600)}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
}

/** A picture of the dataset, light on dark, from its bytes in base64. */
function picture(pixels, name) {
  const bytes = atob(pixels);
  const side = Math.sqrt(bytes.length);
  const canvas = document.createElement('canvas');
  canvas.width = side;
  canvas.height = side;
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', name);
  const image = new ImageData(side, side);
  for (let i = 0; i < bytes.length; i++) {
    image.data.fill(bytes.charCodeAt(i), 4 * i, 4 * i + 3);
    image.data[4 * i + 3] = 255;
  }
  canvas.getContext('2d').putImageData(image, 0, 0);
  return canvas;
}

function sample({truth, pixels}) {
  const item = document.createElement('li');
  item.append(picture(pixels, truth), element('span', '', 'verdict'), element('span', '', 'predicted'),
      element('span', `true: ${truth}`, 'truth'));
  return item;
}

const handlers = {
  hello({run}) {
    if (run !== meta('run')) { // another run has taken the address
      location.reload();
    }
  },

  state({state, message}) {
    const ended = ['finished', 'stopped', 'failed'].includes(state);
    byId('state').textContent = STATES[state];
    byId('state').dataset.state = state;
    byId('message').textContent = message;
    byId('stop').disabled = state !== 'training';
    byId('stop').hidden = ended;
    byId('close').hidden = !ended;
    if (ended) {
      byId('left').textContent = '–';
      document.title = `${STATES[state]} · Weft`;
    }
  },

  run({facts, samples}) {
    byId('facts').replaceChildren(...Object.entries(facts)
        .flatMap(([name, value]) => [element('dt', name), element('dd', value)]));
    byId('samples-section').hidden = samples.length === 0;
    byId('samples').replaceChildren(...samples.map(sample));
  },

  loss({epochs, loss}) {
    curves.steps[0].push(epochs);
    curves.steps[1].push(loss);
    draw();
  },

  epoch(result) {
    curves.loss[0].push(result.epoch);
    curves.loss[1].push(result.trainingLoss);
    curves.loss[2].push(result.validationLoss);
    curves.accuracy[0].push(result.epoch);
    curves.accuracy[1].push(result.trainingAccuracy);
    curves.accuracy[2].push(result.validationAccuracy);
    draw();
    byId('validation-loss').textContent = decimals(result.validationLoss);
    byId('validation-accuracy').textContent = decimals(result.validationAccuracy);
    const row = document.createElement('tr');
    row.append(element('td', result.epoch), ...[result.trainingLoss, result.trainingAccuracy, result.validationLoss,
      result.validationAccuracy].map(value => element('td', decimals(value))),
    element('td', whole.format(result.imagesPerSecond)));
    byId('epochs').prepend(row);
  },

  predictions({epoch, samples}) {
    byId('samples-when').textContent = `Validation images, after epoch ${epoch}: `
        + `${samples.filter(sample => sample.right).length} of ${samples.length} right.`;
    samples.forEach(({predicted, confidence, right}, i) => {
      const item = byId('samples').children[i];
      item.className = right ? 'right' : 'wrong';
      item.querySelector('.verdict').textContent = right ? '✓ right' : '✗ wrong';
      item.querySelector('.predicted').textContent = `${predicted}, ${percent.format(confidence)}`;
    });
  },

  progress({epoch, epochs, share, imagesPerSecond, secondsLeft, loss, accuracy}) {
    const where = `Epoch ${epoch} of ${epochs}, ${percent.format(share)}`;
    byId('where').textContent = where;
    byId('progress').value = share;
    byId('speed').textContent = `${whole.format(imagesPerSecond)} images/s`;
    byId('left').textContent = byId('stop').hidden ? '–' : clock(secondsLeft);
    byId('loss').textContent = decimals(loss);
    byId('accuracy').textContent = decimals(accuracy);
    if (!byId('stop').hidden) {
      document.title = `${where} · Weft`;
    }
  },
};

async function press(button, path) {
  button.disabled = true;
  try {
    const answer = await fetch(path, {method: 'POST', headers: {'X-Weft-Token': meta('token')}});
    if (!answer.ok) {
      byId('message').textContent = await answer.text();
    }
  } catch {
    byId('message').textContent = 'The training does not answer.';
  }
}

byId('stop').addEventListener('click', event => press(event.currentTarget, '/stop'));
byId('close').addEventListener('click', event => press(event.currentTarget, '/close'));

const events = new EventSource('/events');
for (const [name, handle] of Object.entries(handlers)) {
  events.addEventListener(name, event => handle(JSON.parse(event.data)));
}

function connection(text, lost) {
  byId('connection').textContent = text;
  byId('connection').classList.toggle('lost', lost);
}

events.addEventListener('open', () => connection('Connected', false));
events.addEventListener('error', () => connection('No connection: the program has ended, or does not answer', true));
