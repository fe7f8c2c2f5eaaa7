using System.CommandLine;
using Escalation.Calibration;
using Escalation.Tool.CommandLine;
using Escalation.Tool.Input;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Calibrate;

/// <summary>Turns the options into a request, or says which of them do not go together or are not in this version.</summary>
internal static class CalibrateRequestReader
{
    private const string LaterRelease = "is not in this version; it comes with the release that completes calibration";

    private static readonly string[] LaterProcedures = ["multi-start", "holm", "bonferroni", "graphical"];

    private static readonly string[] LaterMethods = ["hb", "wsr"];

    /// <summary>Reads the request.</summary>
    /// <exception cref="ToolException">Thrown when the options ask for what this version cannot do.</exception>
    internal static CalibrateRequest Read(ParseResult parsed, CalibrateOptions options)
    {
        double? budget = parsed.GetValue(options.Budget);
        double? maxRisk = parsed.GetValue(options.MaxRisk);
        string? loss = parsed.GetValue(options.Loss);
        string file = parsed.GetRequiredValue(options.File);
        string? output = parsed.GetValue(options.Out);
        RefuseLater(parsed, options, budget, maxRisk);
        RequireNames(parsed, options.Score, options.Loss, options.Id);
        if (budget is null && maxRisk is null)
        {
            throw new ToolException("calibrate needs --budget A or --max-risk A");
        }

        if (maxRisk is not null && loss is null)
        {
            throw new ToolException("--max-risk needs --loss COL, the column that says whether acting was an error");
        }

        RefuseOfOtherKind(parsed, budget is null ? [options.LowerDelegates] : [options.Loss, options.Procedure, options.Start, options.Grid, options.Range, options.Method, options.Rows], budget is null ? "--budget" : "--max-risk");
        double alpha = (budget ?? maxRisk)!.Value;
        double delta = parsed.GetValue(options.Delta) ?? SharedOptions.DefaultDelta;
        SharedOptions.RequireCertifiable(alpha, delta);
        RiskRequest? risk = maxRisk is null ? null : ReadRisk(parsed, options);
        SharedOptions.RequireSeparate(output, file, risk?.Grid.File);
        SharedOptions.RequireOneStandardInput(file, risk?.Grid.File);
        return new CalibrateRequest(
            file,
            new ScoreColumns(parsed.GetRequiredValue(options.Score), loss, parsed.GetValue(options.Id)),
            alpha,
            delta,
            risk,
            parsed.GetValue(options.LowerDelegates),
            output,
            parsed.GetValue(options.Json),
            parsed.GetValue(options.Rows));
    }

    private static RiskRequest ReadRisk(ParseResult parsed, CalibrateOptions options)
    {
        RequireOneOf("--procedure", parsed.GetValue(options.Procedure), "fixed-sequence", LaterProcedures);
        RequireOneOf("--method", parsed.GetValue(options.Method), "exact", LaterMethods);
        string start = parsed.GetValue(options.Start) ?? "2x";
        SequenceStart parsedStart = start switch
        {
            "2x" => SequenceStart.TwiceFloor,
            "floor" => SequenceStart.Floor,
            "strictest" => SequenceStart.Strictest,
            _ => throw new ToolException($"--start must be strictest, floor or 2x, but was {ErrorText.Quote(start)}"),
        };
        return new RiskRequest(parsedStart, start, GridRequest.Parse(parsed.GetValue(options.Grid), parsed.GetValue(options.Range)));
    }

    private static void RefuseLater(ParseResult parsed, CalibrateOptions options, double? budget, double? maxRisk)
    {
        if (budget is not null && maxRisk is not null)
        {
            throw new ToolException($"--budget and --max-risk together {LaterRelease}");
        }

        foreach (Option<string?> later in options.Later)
        {
            if (parsed.GetResult(later) is not null)
            {
                throw new ToolException($"{later.Name} {LaterRelease}");
            }
        }
    }

    private static void RequireOneOf(string option, string? value, string available, string[] later)
    {
        if (value is null || string.Equals(value, available, StringComparison.Ordinal))
        {
            return;
        }

        throw new ToolException(later.Contains(value, StringComparer.Ordinal)
            ? $"{option} {value} {LaterRelease}"
            : $"{option} must be {available}, but was {ErrorText.Quote(value)}");
    }

    private static void RequireNames(ParseResult parsed, params Option[] options)
    {
        foreach (Option option in options)
        {
            if (parsed.GetResult(option) is not null && string.IsNullOrWhiteSpace(parsed.GetValue<string>(option.Name)))
            {
                throw new ToolException($"{option.Name} must be the name of a column, but was blank");
            }
        }
    }

    private static void RefuseOfOtherKind(ParseResult parsed, Option[] foreign, string kind)
    {
        foreach (Option option in foreign)
        {
            if (parsed.GetResult(option) is { Implicit: false })
            {
                throw new ToolException($"{option.Name} goes with {kind} only");
            }
        }
    }
}
