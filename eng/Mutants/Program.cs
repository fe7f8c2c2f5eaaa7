using Escalation.Mutants;
using Escalation.Mutants.Hosting;
using Escalation.Mutants.Scoring;
using Escalation.Mutants.Semantic;

const string Usage = """
    From the root of the repository:
      [--only WORD] [--no-build]
          shows that each defect of mutants.json is noticed
      --score [--sample N] [--seed N] [--only WORD] [--stryker REPORT] [--out FILE] [--no-build]
          mutation score of Statistics and Calibration on N changes of each, written as a table to FILE;
          the changes are those that a mutation-report.json of Stryker lists, or our own
    --no-build takes the tests as they were last built.
    Exit code 0 when every defect was noticed or the score was taken, 1 when a defect survived, 2 when the run could not be made.
    """;

try
{
    if (args is ["host", var plan])
    {
        return await TestHost.RunAsync(HostPlan.Read(plan));
    }

    bool build = !args.Contains("--no-build");
    args = [.. args.Where(word => word != "--no-build")];
    bool scoring = args is ["--score", ..];
    Dictionary<string, string>? options = Options(args.AsSpan(scoring ? 1 : 0), scoring ? ["--sample", "--seed", "--only", "--stryker", "--out"] : ["--only"]);
    if (options is null)
    {
        Console.Error.WriteLine(Usage);
        return 2;
    }

    string repository = Directory.GetCurrentDirectory();
    return scoring ? ScoreRun.Run(repository, build, ScoreOptions.From(options)) : SemanticRun.Run(repository, build, options.GetValueOrDefault("--only"));
}
catch (MutantException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}

static Dictionary<string, string>? Options(ReadOnlySpan<string> words, string[] known)
{
    var options = new Dictionary<string, string>(StringComparer.Ordinal);
    for (int i = 0; i < words.Length; i += 2)
    {
        if (i + 1 == words.Length || !known.Contains(words[i]) || !options.TryAdd(words[i], words[i + 1]))
        {
            return null;
        }
    }

    return options;
}
