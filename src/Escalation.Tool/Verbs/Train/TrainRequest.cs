using System.CommandLine;
using Escalation.Probes;
using Escalation.Tool.CommandLine;
using Escalation.Tool.Input;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Train;

/// <summary>What <c>train</c> was asked.</summary>
/// <param name="Activations">The activations.</param>
/// <param name="Labels">The table of labels.</param>
/// <param name="Columns">The columns of the table.</param>
/// <param name="Out">The file of the probe.</param>
internal sealed record TrainRequest(ActivationSource Activations, string Labels, LabelColumns Columns, string Out)
{
    private const string Ending = ".safetensors";

    internal ProbeKind Kind { get; init; }

    internal int Folds { get; init; }

    internal ulong Seed { get; init; }

    /// <summary>Whose activations they are.</summary>
    internal ProbeFingerprint Fingerprint { get; init; } = UnspecifiedSource.Fingerprint;

    internal bool Json { get; init; }

    /// <exception cref="ToolException">Thrown when the options contradict each other.</exception>
    internal static TrainRequest Read(ParseResult parsed, TrainOptions options)
    {
        ProbeKind kind = parsed.GetValue(options.Kind) switch
        {
            null or TrainOptions.Safety => ProbeKind.Safety,
            TrainOptions.DelegationValue => ProbeKind.DelegationValue,
            { } other => throw new ToolException($"--kind must be {TrainOptions.Safety} or {TrainOptions.DelegationValue}, but was {ErrorText.Quote(other)}"),
        };
        string? probe = parsed.GetValue(options.ProbeScore), expert = parsed.GetValue(options.ExpertScore);
        if ((probe is null) != (expert is null))
        {
            throw new ToolException("--probe-score and --expert-score belong together: the value of delegating is their difference");
        }

        if (probe is not null && kind == ProbeKind.Safety)
        {
            throw new ToolException($"--probe-score and --expert-score need --kind {TrainOptions.DelegationValue}");
        }

        int folds = parsed.GetValue(options.Folds) ?? 5;
        if (folds < 2)
        {
            throw new ToolException($"--folds must be at least 2, but was {folds}");
        }

        ActivationSource activations = options.Activations.Read(parsed);
        string labels = parsed.GetRequiredValue(options.Labels), target = parsed.GetRequiredValue(options.Out);
        SharedOptions.RequireSeparate(target, activations.File, labels);
        if (!target.EndsWith(Ending, StringComparison.OrdinalIgnoreCase))
        {
            throw new ToolException($"--out {target}: a probe is written as {Ending}");
        }

        return new TrainRequest(activations, labels, new LabelColumns(parsed.GetRequiredValue(options.Target), probe, expert, parsed.GetValue(options.Group)), target)
        {
            Kind = kind,
            Folds = folds,
            Seed = (ulong)(parsed.GetValue(options.Seed) ?? 0),
            Fingerprint = ReadFingerprint(parsed.GetValue(options.Model), parsed.GetValue(options.Layer), parsed.GetValue(options.Pooling)),
            Json = parsed.GetValue(options.Json),
        };
    }

    private static ProbeFingerprint ReadFingerprint(string? model, int? layer, string? pooling) => (model, layer, pooling) switch
    {
        (null, null, null) => UnspecifiedSource.Fingerprint,
        ({ } name, { } number, { } rule) when !string.IsNullOrWhiteSpace(name) && !string.IsNullOrWhiteSpace(rule) => new ProbeFingerprint(name, number, rule),
        _ => throw new ToolException("--model, --layer and --pooling belong together: they say whose activations the probe is for"),
    };
}
