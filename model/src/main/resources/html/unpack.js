// ---- the data, unpacked ------------------------------------------------------------------------------------------------------

/** What stands in the page is packed with gzip and written in base64: a quarter of what it would be. */
async function unpackedText(packed) {
  if (typeof DecompressionStream === 'undefined') {
    byId('main').textContent = 'This page needs a browser of 2023 or later: its data is packed.';
    throw new Error('no DecompressionStream');
  }
  const bytes = Uint8Array.from(atob(packed), c => c.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text();
}

const DATA = JSON.parse(await unpackedText(byId('data').textContent));
