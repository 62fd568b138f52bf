/** The present address of the page, and ways to change parts of it. */
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import type { Address } from "./address";

export function useAddress() {
  const address: Address = useSearch({ strict: false });
  const navigate = useNavigate();
  /** Changes parts of the address; a part set to undefined is taken out. */
  const change = useCallback(
    (parts: Partial<Address>, options: { replace?: boolean } = {}) =>
      navigate({ to: ".", search: (before: Address) => ({ ...before, ...parts }), replace: options.replace ?? false }),
    [navigate],
  );
  return { address, change };
}
