using System.CommandLine;
using Escalation.Tool.CommandLine;

namespace Escalation.Tool.Verbs.Targets;

/// <summary>The options of <c>targets</c>.</summary>
internal sealed class TargetsOptions
{
    internal Argument<string> File { get; } = new("FILE") { Description = SharedOptions.TableHelp };

    internal Option<double[]> Costs { get; } = CostOptions.Ratios("The costs of a wrong act in escalations, each above 1 and at most a million; a record for each.");

    internal Option<string> Out { get; } = new("--out") { Description = "The chat records to train on, JSON Lines: an object with messages of a role and a content.", HelpName = "FILE", Required = true };

    internal Option<string?> Prompt { get; } = new("--prompt") { Description = "The column of the question; prompt or question unless given.", HelpName = "COL" };

    internal Option<string?> Probability { get; } = new("--probability") { Description = "The column of the probability from 0 to 1 that the model is right; probability or confidence unless given. The targets teach what stands there: take a calibrated one.", HelpName = "COL" };

    internal Option<string?> Expert { get; } = new("--expert") { Description = "The column of the probability from 0 to 1 that whoever takes over is right; 1 for every row unless given.", HelpName = "COL" };

    internal Option<string?> Answer { get; } = new("--answer") { Description = "The column of the model's answer, to be shown after the question; none unless given.", HelpName = "COL" };

    internal Option<string?> Domain { get; } = new("--domain") { Description = "The column of the domain, which is kept out of training whole or not at all; a question that is on both sides of the split is refused.", HelpName = "COL" };

    internal Option<string?> Group { get; } = new("--group") { Description = "A column of groups, such as the conversation; one that is on both sides of the split is refused.", HelpName = "COL" };

    internal Option<string[]> HeldOut { get; } = ListOptions.Names("--held-out", "NAME", "The domains to keep out of training (with --domain).");

    internal Option<double?> HeldOutShare { get; } = NumberOptions.Level("--held-out-share", "F", "The share of domains to keep out of training, drawn by the seed (with --domain).");

    internal Option<string?> HeldOutFile { get; } = new("--held-out-out") { Description = "Where the records of the domains kept out are written; nowhere unless given.", HelpName = "FILE" };

    internal Option<string[]> Framings { get; } = ListOptions.Names("--framings", "NAME", $"How targets reason: {string.Join(", ", TargetsRequest.FramingNames)}; all of them unless given, a record for each.");

    internal Option<string?> Provenance { get; } = new("--provenance") { Description = "Where the probability comes from, which the prompt says beside it: calibrated, uncalibrated or self-reported; calibrated unless given.", HelpName = "WORD" };

    internal Option<string?> ExpertName { get; } = new("--expert-name") { Description = "Who takes over, as it stands after 'hand the decision to'; a person unless given.", HelpName = "WORDS" };

    internal Option<bool> Metadata { get; } = new("--metadata") { Description = "Add to each record an object metadata with line, domain, cost ratio, framing and decision." };

    internal Option<string?> Id { get; } = new("--id") { Description = "A column of ids, of which none may occur twice.", HelpName = "COL" };

    internal Option<int?> Seed { get; } = NumberOptions.Count("--seed", "N", "The seed of the order of records and of the domains kept out; 0 unless given.");

    internal Option<bool> Json { get; } = SharedOptions.Json();

    internal void AddTo(Command command)
    {
        command.Add(File);
        foreach (Option option in (Option[])[Costs, Out, Prompt, Probability, Expert, Answer, Domain, Group, HeldOut, HeldOutShare, HeldOutFile, Framings, Provenance, ExpertName, Metadata, Id, Seed, Json])
        {
            command.Add(option);
        }
    }
}
