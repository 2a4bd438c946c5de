import { passwordLine } from './password-line';

it('is the line that mosquitto_passwd writes', () => {
  // From `mosquitto_passwd -b` of Mosquitto 2.0: same salt, same line.
  const line =
    'park/outlets/o1:$7$101$tLvw44bFO2EeTiHE$bY0DIsYnXzaU291Y0u8cpDLgiktogIcmypnH965g/8TNaXR0JOh+31RtspdJbM81ky1OBR4rGBRnkr8iFz7acQ==';
  const salt = Buffer.from(line.split('$')[3] ?? '', 'base64');
  expect(passwordLine('park/outlets/o1', 'secret', salt)).toBe(line);
});

it('salts', () => {
  expect(passwordLine('a', 'b')).not.toBe(passwordLine('a', 'b'));
});
