using BenchmarkDotNet.Running;
using Escalation.Benchmarks.Ratios;

if (args is ["ratios", ..])
{
    return RatiosCommand.Run(args.AsSpan(1), Console.Out, Console.Error);
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
