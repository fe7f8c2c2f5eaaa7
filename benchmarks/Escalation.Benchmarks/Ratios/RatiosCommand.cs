namespace Escalation.Benchmarks.Ratios;

/// <summary><c>ratios [--only NAME]... [--json]</c>: measures the registered ratios and prints them.</summary>
internal static class RatiosCommand
{
    private const int BadUsage = 2;

    /// <summary>Runs the command and returns its exit code: 0, or 2 for bad usage.</summary>
    public static int Run(ReadOnlySpan<string> arguments, TextWriter output, TextWriter errors)
    {
        bool json = false;
        List<string> names = [];
        for (int i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] == "--json")
            {
                json = true;
            }
            else if (arguments[i] == "--only" && i + 1 < arguments.Length)
            {
                names.Add(arguments[++i]);
            }
            else
            {
                return Refuse(errors, "unknown or incomplete option " + arguments[i]);
            }
        }

        string? unknown = names.Find(name => !RatioRegistry.All.Any(r => r.Name == name));
        if (unknown is not null)
        {
            return Refuse(errors, "no ratio is called " + unknown);
        }

        var timer = new InterleavedTimer();
        List<RatioReport> reports = [];
        foreach (IRatio ratio in RatioRegistry.All)
        {
            if (names.Count > 0 && !names.Contains(ratio.Name))
            {
                continue;
            }

            RatioReport report = Measure(ratio, timer);
            reports.Add(report);
            if (!json)
            {
                RatioText.Write(output, report);
            }
        }

        if (json)
        {
            RatioJson.Write(output, reports);
        }

        return 0;
    }

    private static RatioReport Measure(IRatio ratio, InterleavedTimer timer)
    {
        List<CaseReport> cases = [];
        if (ratio.Unavailable is null)
        {
            foreach (RatioCase ratioCase in ratio.Cases())
            {
                cases.Add(timer.Measure(ratioCase, ratio.TimePerCase, ratio.LeastRounds));
            }
        }

        return new RatioReport(ratio.Name, ratio.Measures, ratio.Unavailable, cases);
    }

    private static int Refuse(TextWriter errors, string reason)
    {
        errors.WriteLine("ratios: " + reason);
        errors.WriteLine("usage: ratios [--only NAME]... [--json]");
        errors.WriteLine("names: " + string.Join(", ", RatioRegistry.All.Select(r => r.Name)));
        return BadUsage;
    }
}
