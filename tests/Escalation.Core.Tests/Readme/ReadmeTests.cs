using Escalation.Core.Tests.Architecture;
using Escalation.Decisions;

namespace Escalation.Core.Tests.Readme;

public class ReadmeTests
{
    [Fact]
    public void The_example_of_the_readme_is_the_one_that_compiles_here()
    {
        string source = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "tests", "Escalation.Core.Tests", "Readme", "ReadmeExample.cs"));
        string readme = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "README.md"));

        string[] compiled = [.. Between(source, "// <example>", "// </example>").Where(line => line.Length > 0)];
        string[] printed = [.. Between(readme, "```csharp", "```").Where(line => line.Length > 0 && !line.StartsWith("using ", StringComparison.Ordinal))];

        Assert.Equal(12, compiled.Length);
        Assert.Equal(compiled, printed);
    }

    [Fact]
    public void The_example_of_the_readme_works()
    {
        double[] confidences = [.. Enumerable.Range(1, 500).Select(i => i / 500.0)];

        DecisionExplanation explanation = ReadmeExample.Run(confidences);

        Assert.Equal(DecisionOutcome.Act, explanation.Decision.Outcome);
        Assert.Equal(0.274, explanation.Decision.Threshold);
        Assert.Equal(["loops", "sensitivity"], explanation.Decision.Guarantee.Outside);
    }

    private static IEnumerable<string> Between(string text, string begin, string end)
    {
        int from = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        int to = text.IndexOf(end, from, StringComparison.Ordinal);
        return text[from..to].ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim());
    }
}
