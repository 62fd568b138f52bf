/** The present address of the page, and ways to change parts of it. */
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import { type Address, readAddress } from "./address";

export function useAddress() {
  // The router hands on what it could not validate, so the address is read here.
  const address = useSearch({ strict: false, select: readAddress });
  const navigate = useNavigate();
  /** Changes parts of the address; a part set to undefined is taken out. */
  const change = useCallback(
    (parts: Partial<Address>, options: { replace?: boolean } = {}) =>
      navigate({ to: ".", search: (before: Address) => ({ ...before, ...parts }), replace: options.replace ?? false }),
    [navigate],
  );
  return { address, change };
}
