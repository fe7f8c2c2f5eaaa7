using System.CommandLine;
using System.Globalization;
using Escalation.Calibration;
using Escalation.Calibration.Grouping;
using Escalation.Tool.CommandLine;
using Escalation.Tool.Input;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Calibrate;

/// <summary>Turns the options into a request, or says which of them do not go together.</summary>
internal static class CalibrateRequestReader
{
    private const double DefaultSplit = 0.3;

    /// <summary>Reads the request.</summary>
    /// <exception cref="ToolException">Thrown when the options are incomplete or contradict each other.</exception>
    internal static CalibrateRequest Read(ParseResult parsed, CalibrateOptions options, DateTimeOffset now)
    {
        double? budget = parsed.GetValue(options.Budget);
        double? maxRisk = parsed.GetValue(options.MaxRisk);
        RequireNames(parsed, options.Score, options.Loss, options.LossAct, options.LossEscalate, options.Group, options.Cluster, options.Weight, options.Id);
        ClusterMethod? clusters = DrawOptions.Read(parsed, options);
        RefuseForeign(parsed, options, budget is not null, maxRisk is not null);
        double delta = parsed.GetValue(options.Delta) ?? SharedOptions.DefaultDelta;
        foreach (double level in new[] { budget, maxRisk }.OfType<double>())
        {
            SharedOptions.RequireCertifiable(level, delta);
        }

        string file = parsed.GetRequiredValue(options.File);
        string? output = parsed.GetValue(options.Out);
        GridRequest? grid = maxRisk is null && parsed.GetResult(options.Grid) is null && parsed.GetResult(options.Range) is null ? null : GridRequest.Parse(parsed.GetValue(options.Grid), parsed.GetValue(options.Range));
        SharedOptions.RequireSeparate(output, file, grid?.File);
        SharedOptions.RequireOneStandardInput(file, grid?.File);
        RiskRequest? risk = maxRisk is { } alpha && budget is null ? Risk(parsed, options, alpha, grid!) : null;
        return new CalibrateRequest(
            file,
            Columns(parsed, options, risk),
            delta,
            Expires(parsed.GetValue(options.Expires), now),
            output,
            parsed.GetValue(options.Json),
            parsed.GetValue(options.Rows))
        {
            Clusters = clusters,
            Budget = budget is { } rate && maxRisk is null ? Budget(parsed, options, rate, grid) : null,
            Risk = risk,
            Joint = budget is { } both && maxRisk is { } most ? Joint(parsed, options, both, most, grid!) : null,
        };
    }

    private static ScoreColumns Columns(ParseResult parsed, CalibrateOptions options, RiskRequest? risk) =>
        new(parsed.GetRequiredValue(options.Score), parsed.GetValue(options.Loss) ?? parsed.GetValue(options.LossAct), parsed.GetValue(options.Id))
        {
            LossEscalate = parsed.GetValue(options.LossEscalate),
            Group = parsed.GetValue(options.Group),
            Cluster = parsed.GetValue(options.Cluster),
            Weight = parsed.GetValue(options.Weight),
            MaxWeight = parsed.GetValue(options.MaxWeight) ?? 0.0,
            AllowsDegrees = risk is not null && risk.Method != CertificateMethod.Exact,
            WatchIds = parsed.GetResult(options.Cluster) is null,
        };

    private static BudgetRequest Budget(ParseResult parsed, CalibrateOptions options, double alpha, GridRequest? grid)
    {
        CertificateMethod? method = RiskWords.Method(parsed.GetValue(options.Method));
        if (DrawOptions.TakesGrid(parsed, options))
        {
            DrawOptions.RequireBounded(method);
            if (grid is not { IsFixed: true })
            {
                throw new ToolException("--budget over cluster means or weights needs --grid FILE or --range LO,HI: thresholds that are fixed without the scores");
            }
        }

        return new BudgetRequest(alpha, parsed.GetValue(options.LowerDelegates))
        {
            Grid = grid,
            Method = method ?? CertificateMethod.Betting,
            Seed = parsed.GetValue(options.Seed) ?? 0,
        };
    }

    private static RiskRequest Risk(ParseResult parsed, CalibrateOptions options, double alpha, GridRequest grid)
    {
        Require(parsed, options.Loss, "--max-risk needs --loss COL, the column that says whether acting was an error");
        CertificateProcedure procedure = RiskWords.Procedure(parsed.GetValue(options.Procedure));
        int? starts = parsed.GetValue(options.Starts);
        if (starts is not null && procedure is not (CertificateProcedure.MultiStart or CertificateProcedure.Graphical))
        {
            throw new ToolException("--starts goes with --procedure multi-start or graphical only");
        }

        if (starts is 0)
        {
            throw new ToolException("--starts must be at least 1, but was 0");
        }

        if (grid.IsObserved && parsed.GetValue(options.Group) is not null)
        {
            throw new ToolException("--grid observed does not go with --group: the groups share thresholds that are fixed beforehand");
        }

        if (grid.IsObserved && procedure != CertificateProcedure.FixedSequence)
        {
            throw new ToolException("--grid observed goes with --procedure fixed-sequence only: the other procedures need thresholds that are fixed beforehand");
        }

        CertificateMethod? method = RiskWords.Method(parsed.GetValue(options.Method));
        if (DrawOptions.TakesGrid(parsed, options))
        {
            DrawOptions.RequireBounded(method);
            DrawOptions.RequireFit(parsed, options, procedure, grid);
        }

        return new RiskRequest(alpha, procedure, RiskWords.Start(parsed.GetValue(options.Start)), starts, method, grid, parsed.GetValue(options.Seed) ?? 0);
    }

    private static JointRequest Joint(ParseResult parsed, CalibrateOptions options, double budget, double maxRisk, GridRequest grid)
    {
        Require(parsed, options.LossAct, "--budget and --max-risk together need --loss-act COL, the column of the loss of acting");
        Require(parsed, options.LossEscalate, "--budget and --max-risk together need --loss-escalate COL, the column of the loss of escalating");
        Require(parsed, options.Costs, "--budget and --max-risk together need --costs R, the cost of a wrong answer over that of an escalation");
        if (grid.IsObserved)
        {
            throw new ToolException("--grid observed goes with --max-risk alone");
        }

        return new JointRequest(
            budget,
            maxRisk,
            RiskWords.RiskOf(parsed.GetValue(options.RiskOf)),
            parsed.GetValue(options.Costs)!.Value,
            parsed.GetValue(options.Split) ?? DefaultSplit,
            RiskWords.Start(parsed.GetValue(options.Start)),
            grid,
            parsed.GetValue(options.Seed) ?? 0);
    }

    private static void RefuseForeign(ParseResult parsed, CalibrateOptions options, bool hasBudget, bool hasRisk)
    {
        if (!hasBudget && !hasRisk)
        {
            throw new ToolException("calibrate needs --budget A or --max-risk A");
        }

        if (!hasRisk)
        {
            Refuse(parsed, [.. options.OfRisk, .. options.OfRiskAlone], "--max-risk");
            Refuse(parsed, options.OfBoth, "--budget and --max-risk together");
            if (!DrawOptions.TakesGrid(parsed, options))
            {
                Refuse(parsed, [.. options.OfGrid, options.Method], "--max-risk, or --budget over cluster means or weights,");
                Refuse(parsed, parsed.GetResult(options.Cluster) is null ? [options.Seed] : [], "--max-risk or --cluster");
            }
        }
        else if (!hasBudget)
        {
            Refuse(parsed, [options.LowerDelegates], "--budget");
            Refuse(parsed, options.OfBoth, "--budget and --max-risk together");
        }
        else
        {
            Refuse(parsed, [options.LowerDelegates], "--budget alone, not with --max-risk,");
            Refuse(parsed, [.. options.OfRiskAlone, options.Method], "--max-risk alone, not with --budget,");
            Refuse(parsed, [options.Group, .. options.OfDraws], "--budget or --max-risk alone");
        }
    }

    private static DateTimeOffset? Expires(string? text, DateTimeOffset now)
    {
        if (text is null)
        {
            return null;
        }

        string[] formats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss'Z'"];
        if (!DateTimeOffset.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset expires))
        {
            throw new ToolException($"--expires must be a date such as 2027-06-30 or a time such as 2027-06-30T12:00:00Z, but was {ErrorText.Quote(text)}");
        }

        return expires > now ? expires : throw new ToolException($"--expires must lie in the future, since every policy refuses a certificate that is out of date, but was {ErrorText.Quote(text)}");
    }

    private static void Require(ParseResult parsed, Option option, string complaint)
    {
        if (parsed.GetResult(option) is null)
        {
            throw new ToolException(complaint);
        }
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

    private static void Refuse(ParseResult parsed, IReadOnlyList<Option> foreign, string kind)
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
