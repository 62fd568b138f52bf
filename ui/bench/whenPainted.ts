/** For pages that ask for nothing: two frames later what was rendered by now is painted. */
import { markFirstIdle } from "../src/app/firstIdle";

export function markWhenPainted(): void {
  requestAnimationFrame(() => requestAnimationFrame(markFirstIdle));
}
