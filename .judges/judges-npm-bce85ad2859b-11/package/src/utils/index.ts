export * from "./dateTimeFormatter";
export * from "./assertNonNullish";
export * from "../pageutils";
export { SWManager, serviceWorkerActivated } from "../swmanager";
