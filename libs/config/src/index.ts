export * from './parks';
export * from './settings/config.module';
export * from './settings/settings';
