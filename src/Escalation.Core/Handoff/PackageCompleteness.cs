using System.Collections.Frozen;

namespace Escalation.Handoff;

/// <summary>Would a person have to ask again? Which of the parts that it takes to go on are missing, shortened or withheld, and how much of the package is there.</summary>
/// <remarks>
/// <para>The score is the weighted share of the parts that apply: a whole part counts fully, a shortened one half, a missing or withheld one nothing. The weights are a
/// judgement of what costs a person most to find out again, not an estimate of a probability: compare scores with each other and with what people report, and do not
/// read 0.8 as "four of five". The pending action applies where the outcome is a request for approval, attachments where there are any.</para>
/// <para>Source: the five fields of the escalation pattern (original request, what was attempted, intermediate results, current best guess, why), with what it takes to answer the user.</para>
/// </remarks>
/// <param name="Missing">The parts of which nothing is there, in the order of <see cref="Weights"/>.</param>
/// <param name="Shortened">The parts of which something was cut.</param>
public sealed record PackageCompleteness(IReadOnlyList<string> Missing, IReadOnlyList<string> Shortened)
{
    /// <summary>The parts and their weights; those that always apply sum to 100.</summary>
    public static IReadOnlyDictionary<string, int> Weights { get; } = PackageParts.All.ToFrozenDictionary(part => part.Name, part => part.Weight, StringComparer.Ordinal);

    /// <summary>The parts that were redacted as a whole.</summary>
    public IReadOnlyList<string> Withheld { get; init; } = [];

    /// <summary>How much is there, in [0, 1]; 1 when everything that applies is whole.</summary>
    public double Score { get; init; } = 1.0;

    /// <summary>Whether every part that applies is there as a whole.</summary>
    public bool IsComplete => Missing.Count == 0 && Shortened.Count == 0 && Withheld.Count == 0;

    internal static PackageCompleteness Of(ContextPackage package)
    {
        var missing = new List<string>();
        var shortened = new List<string>();
        var withheld = new List<string>();
        int earned = 0;
        int total = 0;
        foreach (PackagePart part in PackageParts.All)
        {
            if (!part.Applies(package))
            {
                continue;
            }

            total += 2 * part.Weight;
            if (!part.IsPresent(package))
            {
                missing.Add(part.Name);
            }
            else if (part.IsWithheld(package))
            {
                withheld.Add(part.Name);
            }
            else if (!part.IsWhole(package))
            {
                shortened.Add(part.Name);
                earned += part.Weight;
            }
            else
            {
                earned += 2 * part.Weight;
            }
        }

        return new PackageCompleteness(missing, shortened) { Withheld = withheld, Score = (double)earned / total };
    }
}
