using System.CommandLine;
using Escalation.Tool.CommandLine;

namespace Escalation.Tool.Verbs.Score;

/// <summary>The options of <c>score</c>.</summary>
internal sealed class ScoreOptions
{
    internal Option<string[]> Probe { get; } = new("--probe")
    {
        Description = "A probe, .safetensors or .npz; repeat it for more. Its column is named after the file.",
        HelpName = "FILE",
        Required = true,
    };

    internal ActivationOptions Activations { get; } = new();

    internal Option<bool> Calibrated { get; } = new("--calibrated") { Description = "Write calibrated probabilities instead of raw scores; every probe must have a calibration." };

    internal Option<string?> Out { get; } = SharedOptions.Out("Write the scores to this CSV file; without it they are printed. While it works they are in FILE.partial.");

    internal Option<bool> Resume { get; } = new("--resume") { Description = "Go on from FILE.partial, which a cancelled run has left, after checking that it belongs to these probes and activations (with --out)." };

    internal Option<bool> Json { get; } = SharedOptions.Json();

    internal void AddTo(Command command)
    {
        command.Add(Probe);
        Activations.AddTo(command);
        foreach (Option option in (Option[])[Calibrated, Out, Resume, Json])
        {
            command.Add(option);
        }
    }
}
