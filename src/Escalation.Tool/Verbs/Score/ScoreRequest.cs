using System.CommandLine;
using Escalation.Tool.CommandLine;
using Escalation.Tool.Input;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Score;

/// <summary>What <c>score</c> was asked.</summary>
/// <param name="Probes">The files of the probes.</param>
/// <param name="Names">Their columns.</param>
/// <param name="Activations">The activations.</param>
internal sealed record ScoreRequest(IReadOnlyList<string> Probes, IReadOnlyList<string> Names, ActivationSource Activations)
{
    internal bool Calibrated { get; init; }

    internal string? Out { get; init; }

    internal bool Resume { get; init; }

    internal bool Json { get; init; }

    /// <exception cref="ToolException">Thrown when the options contradict each other.</exception>
    internal static ScoreRequest Read(ParseResult parsed, ScoreOptions options)
    {
        string[] probes = parsed.GetRequiredValue(options.Probe);
        var request = new ScoreRequest(probes, ProbeNames.Of(probes), options.Activations.Read(parsed))
        {
            Calibrated = parsed.GetValue(options.Calibrated),
            Out = parsed.GetValue(options.Out),
            Resume = parsed.GetValue(options.Resume),
            Json = parsed.GetValue(options.Json),
        };
        if (request.Resume && request.Out is null)
        {
            throw new ToolException("--resume goes on with the file of --out, which is missing");
        }

        string[] inputs = [.. probes, request.Activations.File];
        SharedOptions.RequireSeparate(request.Out, inputs);
        SharedOptions.RequireSeparate(request.Out is { } target ? PartialFile.PathFor(target) : null, inputs);
        return request;
    }
}
