/* Part of Clubhouse. See LICENSE file for full copyright and licensing details. */

const FIRST = ["hotel_standing", "hotel_feedback", "preferences"];

/** Blocks of a guest's card: how he stands, what he waits for and likes come first.
 *
 * What the head of the card says already is left out.
 */
export function arrangeBlocks(card) {
    const isSaid = (line) => line.text === card.vip && line.note === card.treatment;
    const place = ({ key }) => (FIRST.includes(key) ? FIRST.indexOf(key) : FIRST.length);
    return card.blocks
        .map((block) => ({ ...block, lines: block.lines.filter((line) => !isSaid(line)) }))
        .filter((block) => block.lines.length)
        .sort((one, other) => place(one) - place(other));
}
