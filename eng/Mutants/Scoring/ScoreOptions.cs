using System.Globalization;

namespace Escalation.Mutants.Scoring;

/// <summary>What to score and how much of it.</summary>
/// <param name="Sample">How many mutants to draw in each room; those that do not compile fall out afterwards.</param>
/// <param name="Seed">The seed of the draw.</param>
/// <param name="Only">A word that the files' paths must contain, or null.</param>
/// <param name="Out">File for the table of all mutants, or null.</param>
/// <param name="Stryker">A report of Stryker whose changes take the place of our own, or null.</param>
internal sealed record ScoreOptions(int Sample, int Seed, string? Only, string? Out, string? Stryker)
{
    internal static ScoreOptions From(Dictionary<string, string> options) => new(
        Number(options, "--sample", 600),
        Number(options, "--seed", 1),
        options.GetValueOrDefault("--only"),
        options.GetValueOrDefault("--out"),
        options.GetValueOrDefault("--stryker"));

    private static int Number(Dictionary<string, string> options, string name, int otherwise)
    {
        if (!options.TryGetValue(name, out string? word))
        {
            return otherwise;
        }

        return int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : throw new MutantException($"{name} must be a whole number above 0 (was {word})");
    }
}
