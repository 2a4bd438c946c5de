process.stderr.write('drill: nothing to run yet\n');
process.exitCode = 2;
