using System.CommandLine;
using Escalation.Tool.CommandLine;

namespace Escalation.Tool.Verbs.Train;

/// <summary>The options of <c>train</c>.</summary>
internal sealed class TrainOptions
{
    internal const string Safety = "safety";
    internal const string DelegationValue = "delegation-value";

    internal ActivationOptions Activations { get; } = new();

    internal Option<string> Labels { get; } = new("--labels") { Description = $"A row for each row of the activations, in their order. {SharedOptions.TableHelp}", HelpName = "FILE", Required = true };

    internal Option<string> Target { get; } = new("--target") { Description = "The column to predict: a label 0 or 1; with --kind delegation-value and no --probe-score the value itself, from -1 to 1.", HelpName = "COL", Required = true };

    internal Option<string?> Kind { get; } = new("--kind") { Description = "What to train: logistic regression on a label (safety, the default), or ridge regression on what delegating gains (delegation-value).", HelpName = $"{Safety}|{DelegationValue}" };

    internal Option<string?> ProbeScore { get; } = new("--probe-score") { Description = "The column of the probe's probability of label 1, held out (with --kind delegation-value and --expert-score).", HelpName = "COL" };

    internal Option<string?> ExpertScore { get; } = new("--expert-score") { Description = "The column of the expert's probability of label 1 (with --kind delegation-value and --probe-score).", HelpName = "COL" };

    internal Option<int?> Folds { get; } = NumberOptions.Count("--folds", "K", "The folds of the cross-validation, at least 2; 5 unless given.");

    internal Option<string?> Group { get; } = new("--group") { Description = "A column of groups that no fold may part, for example the conversation.", HelpName = "COL" };

    internal Option<int?> Seed { get; } = NumberOptions.Count("--seed", "N", "The seed of folds and resamples; 0 unless given.");

    internal Option<string?> Model { get; } = new("--model") { Description = "The model whose activations they are, for the probe's fingerprint.", HelpName = "NAME" };

    internal Option<int?> Layer { get; } = NumberOptions.Count("--layer", "L", "The layer whose output was read, for the probe's fingerprint.");

    internal Option<string?> Pooling { get; } = new("--pooling") { Description = "How tokens became one vector, for the probe's fingerprint, for example mean or last.", HelpName = "NAME" };

    internal Option<string> Out { get; } = new("--out") { Description = "Write the probe to this file (.safetensors).", HelpName = "FILE", Required = true };

    internal Option<bool> Json { get; } = SharedOptions.Json();

    internal void AddTo(Command command)
    {
        Activations.AddTo(command);
        foreach (Option option in (Option[])[Labels, Target, Kind, ProbeScore, ExpertScore, Folds, Group, Seed, Model, Layer, Pooling, Out, Json])
        {
            command.Add(option);
        }
    }
}
