// A document of some 40,000 characters with one fact in the middle, signs beyond UTF-16's first plane before it,
// and markup that must stay text.
export const fact = "On the quay of Brackwater the lamp of gate seven is lit 41 minutes before high water.";
export const question = "How many minutes before high water is the lamp of gate seven in Brackwater lit?";
export const lastWord = "The table ends with the word Zephyrine.";

const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const weather = ["a dry wind from the hills", "fog until the forenoon", "rain that stayed for days", "a low sun and little wind"];

function day(month, day, i) {
  const hour = (5 + i * 7) % 24;
  const level = ((i * 37) % 290) + 210;
  return `The ${day} of ${month} brought ${weather[i % weather.length]}. 🚢 ${(i % 9) + 2} ships lay at the outer berths, and the gauge stood at ${level} centimetres when bell ${hour} was struck. The clerk ruled a line under the entry and signed it 𠮷.`;
}

const chapters = months.map((month, m) => {
  const days = Array.from({ length: 12 }, (_, d) => day(month, 2 * d + 1, m * 12 + d));
  if (month === "June") days.splice(6, 0, fact);
  if (month === "April") days.push('A careless hand wrote <script>alert("tide")</script> and <b>bold</b> into the margin.');
  return `## ${month}\n\n${days.join("\n\n")}`;
});

export const tideTable = `# Tide table of Brackwater\n\n⚓ Kept by the harbour office for one year.\n\n${chapters.join("\n\n")}\n\n${lastWord}\n`;
