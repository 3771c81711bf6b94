export { ConfigError, loadConfig, loadConfigOrExit, type Config, type ModelProviderConfig } from './config.js';
export { childEnvironment, loadLaunchSettings, loadOwnerSettings, type LaunchSettings } from './local-settings.js';
export type { MailConfig } from './mail-config.js';
