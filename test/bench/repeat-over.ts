/** What was made last: as long as it is kept here, the work that made it cannot be left out. */
const kept: { last: unknown } = { last: undefined };

const source = `
  let at = 0;
  return (times) => {
    for (let done = 0; done < times; done++) {
      kept.last = operate(inputs[at]);
      at = at + 1 === inputs.length ? 0 : at + 1;
    }
  };`;

/** A loop that does one thing to one input after another, round and round, so many times in all. */
export function repeatOver<Input>(
  inputs: readonly Input[],
  operate: (input: Input) => unknown,
): (times: number) => void {
  // Made from text, each case has a loop of its own. One loop for all would be compiled for all, and inline nothing.
  return new Function('inputs', 'operate', 'kept', source)(inputs, operate, kept);
}
