using System.CommandLine;
using Escalation.Prediction.Interventions;
using Escalation.Tool.CommandLine;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Targets;

/// <summary>What <c>targets</c> was asked.</summary>
/// <param name="File">The table.</param>
/// <param name="Out">The records to train on.</param>
internal sealed record TargetsRequest(string File, string Out)
{
    private const double MostRatio = 1e6;

    private static readonly (string Name, TargetFraming Framing)[] KnownFramings =
    [
        ("expected-cost", TargetFraming.ExpectedCost),
        ("break-even", TargetFraming.BreakEven),
        ("frequencies", TargetFraming.Frequencies),
        ("gain", TargetFraming.Gain),
    ];

    /// <summary>The words of <c>--framings</c>.</summary>
    internal static IEnumerable<string> FramingNames => KnownFramings.Select(static framing => framing.Name);

    internal required double[] Ratios { get; init; }

    internal required TargetColumns Columns { get; init; }

    internal required IReadOnlyList<string> HeldOut { get; init; }

    internal required double? HeldOutShare { get; init; }

    internal required string? HeldOutFile { get; init; }

    internal required IReadOnlyList<TargetFraming> Framings { get; init; }

    internal required AccuracyProvenance Provenance { get; init; }

    internal required string ExpertName { get; init; }

    internal required bool Metadata { get; init; }

    internal required ulong Seed { get; init; }

    internal required bool Json { get; init; }

    internal static string NameOf(TargetFraming framing) => KnownFramings[(int)framing].Name;

    /// <exception cref="ToolException">Thrown when the options contradict each other.</exception>
    internal static TargetsRequest Read(ParseResult parsed, TargetsOptions options)
    {
        string file = parsed.GetRequiredValue(options.File), target = parsed.GetRequiredValue(options.Out);
        string? heldOutFile = parsed.GetValue(options.HeldOutFile), domain = parsed.GetValue(options.Domain), group = parsed.GetValue(options.Group);
        SharedOptions.RequireSeparate(target, file);
        SharedOptions.RequireSeparateAs("--held-out-out", heldOutFile, file, target);
        double[] ratios = parsed.GetValue(options.Costs) ?? [];
        Refuse(ratios.Length == 0, "--costs is missing: the cost ratios to teach, such as --costs 2,4,10");
        Refuse(ratios.Distinct().Count() < ratios.Length, "--costs names a number twice");
        Refuse(ratios.Max() > MostRatio, $"--costs must be at most {Report.Count((long)MostRatio)} here, but one was {Report.Number(ratios.Max())}");
        string[] heldOut = parsed.GetValue(options.HeldOut) ?? [];
        double? share = parsed.GetValue(options.HeldOutShare);
        Refuse(heldOut.Length > 0 && share is not null, "--held-out and --held-out-share say the same thing in two ways: give one of them");
        Refuse(domain is null && (heldOut.Length > 0 || share is not null), "--held-out and --held-out-share need --domain: whole domains are kept out");
        Refuse(heldOutFile is not null && heldOut.Length == 0 && share is null, "--held-out-out needs --held-out or --held-out-share");
        Refuse(group is not null && heldOut.Length == 0 && share is null, "--group needs --held-out or --held-out-share: it is checked against the split");
        string expert = parsed.GetValue(options.ExpertName) ?? "a person";
        Refuse(string.IsNullOrWhiteSpace(expert), "--expert-name is blank");
        return new TargetsRequest(file, target)
        {
            Ratios = ratios,
            Columns = new TargetColumns(parsed.GetValue(options.Prompt), parsed.GetValue(options.Probability), parsed.GetValue(options.Expert), parsed.GetValue(options.Answer), domain, group, parsed.GetValue(options.Id)),
            HeldOut = heldOut,
            HeldOutShare = share,
            HeldOutFile = heldOutFile,
            Framings = ReadFramings(parsed.GetValue(options.Framings) ?? []),
            Provenance = parsed.GetValue(options.Provenance) switch
            {
                null or "calibrated" => AccuracyProvenance.Calibrated,
                "uncalibrated" => AccuracyProvenance.Uncalibrated,
                "self-reported" => AccuracyProvenance.SelfReported,
                { } other => throw new ToolException($"--provenance must be calibrated, uncalibrated or self-reported, but was {ErrorText.Quote(other)}"),
            },
            ExpertName = expert,
            Metadata = parsed.GetValue(options.Metadata),
            Seed = (ulong)(parsed.GetValue(options.Seed) ?? 0),
            Json = parsed.GetValue(options.Json),
        };
    }

    private static TargetFraming[] ReadFramings(string[] names)
    {
        foreach (string name in names)
        {
            Refuse(!FramingNames.Contains(name, StringComparer.Ordinal), $"--framings must be of {string.Join(", ", FramingNames)}, but one was {ErrorText.Quote(name)}");
        }

        return [.. KnownFramings.Where(known => names.Length == 0 || names.Contains(known.Name, StringComparer.Ordinal)).Select(static known => known.Framing)];
    }

    private static void Refuse(bool broken, string complaint)
    {
        if (broken)
        {
            throw new ToolException(complaint);
        }
    }
}
