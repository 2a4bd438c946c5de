export * from './parks';
export * from './scenarios';
export * from './settings/config.module';
export * from './settings/settings';
