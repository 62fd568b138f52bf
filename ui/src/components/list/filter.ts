/** How wide the choices above a list are; narrower than Fluent's own, which would not fit a small window. */
export const FILTER_WIDTH = { minWidth: "180px" };
