using Escalation.Learning;

namespace Escalation.Evaluation.Profiles;

/// <summary>A binomial logistic fit of escalations on the accuracy, with the scaled covariance of its line.</summary>
/// <param name="Line">The log-odds.</param>
/// <param name="Dispersion">Pearson's statistic over its degrees of freedom; 1 with two conditions.</param>
internal readonly record struct BinomialCurve(FittedLine Line, double Dispersion)
{
    private const int MaximumIterations = 200;
    private const double GradientTolerance = 1E-12;

    /// <summary>Fits by Newton's method; null when there are fewer than two accuracies, when the decisions are separated and no finite optimum exists, or when the method does not reach it.</summary>
    internal static BinomialCurve? Fit(ReadOnlySpan<ProfileCondition> conditions)
    {
        if (!Overlap(conditions))
        {
            return null;
        }

        double[] accuracies = new double[conditions.Length];
        double[] rates = new double[conditions.Length];
        double[] items = new double[conditions.Length];
        for (int i = 0; i < conditions.Length; i++)
        {
            accuracies[i] = conditions[i].Accuracy;
            rates[i] = conditions[i].EscalationRate;
            items[i] = conditions[i].Items;
        }

        var standardisation = Standardisation.Fit(accuracies, accuracies.Length, 1, items);
        double[] features = [.. accuracies.Select(value => standardisation.Apply(0, value))];
        LogisticFit fit = new NewtonSolver(features, 1, rates, items, penalty: 0.0).Solve(standardisation, MaximumIterations, GradientTolerance);
        return fit.Converged ? Describe(conditions, features, standardisation, fit.Model) : null;
    }

    /// <summary>Why <see cref="Fit"/> gives none.</summary>
    internal static ProfileNote WhyMissing(ProfileCondition[] conditions) => conditions.Length == 0 ? ProfileNote.NoConditionsWithSignal
        : !LeastSquaresProfile.HasSpread(conditions) ? ProfileNote.EqualAccuracies
        : Overlap(conditions) ? ProfileNote.NotConverged
        : ProfileNote.Separated;

    /// <summary>Whether the optimum is finite (Albert and Anderson, 1984): no accuracy has all escalations on one side and all acts on the other. Compared as fractions.</summary>
    internal static bool Overlap(ReadOnlySpan<ProfileCondition> conditions)
    {
        int lowEscalated = -1, highEscalated = -1, lowActed = -1, highActed = -1;
        for (int i = 0; i < conditions.Length; i++)
        {
            if (conditions[i].Escalated > 0)
            {
                lowEscalated = lowEscalated < 0 || IsBelow(conditions[i], conditions[lowEscalated]) ? i : lowEscalated;
                highEscalated = highEscalated < 0 || IsBelow(conditions[highEscalated], conditions[i]) ? i : highEscalated;
            }

            if (conditions[i].Escalated < conditions[i].Items)
            {
                lowActed = lowActed < 0 || IsBelow(conditions[i], conditions[lowActed]) ? i : lowActed;
                highActed = highActed < 0 || IsBelow(conditions[highActed], conditions[i]) ? i : highActed;
            }
        }

        return lowEscalated >= 0 && lowActed >= 0
            && IsBelow(conditions[lowActed], conditions[highEscalated])
            && IsBelow(conditions[lowEscalated], conditions[highActed]);
    }

    private static bool IsBelow(in ProfileCondition left, in ProfileCondition right) => (long)left.Correct * right.Items < (long)right.Correct * left.Items;

    /// <summary>The covariance is inverted around the mean accuracy, where the two coefficients hardly depend on each other, and then moved to accuracy 0.</summary>
    private static BinomialCurve Describe(ReadOnlySpan<ProfileCondition> conditions, double[] features, Standardisation standardisation, LogisticModel model)
    {
        double pearson = 0.0;
        double zeroth = 0.0;
        double first = 0.0;
        double second = 0.0;
        for (int i = 0; i < features.Length; i++)
        {
            double logOdds = model.Intercept + (model.Coefficients[0] * features[i]);
            double expected = conditions[i].Items * Logistic.Probability(logOdds);
            double variance = conditions[i].Items * Logistic.Variance(logOdds);
            pearson += variance > 0.0 ? (conditions[i].Escalated - expected) * (conditions[i].Escalated - expected) / variance : 0.0;
            zeroth += variance;
            first += variance * features[i];
            second += variance * features[i] * features[i];
        }

        int degrees = features.Length - 2;
        double dispersion = degrees > 0 ? pearson / degrees : 1.0;
        double scale = Math.Max(1.0, dispersion) / ((zeroth * second) - (first * first));
        double deviation = standardisation.Scales[0];
        double mean = standardisation.Means[0];
        double slope = model.Coefficients[0] / deviation;
        double slopeVariance = scale * zeroth / (deviation * deviation);
        double covarianceAtMean = -scale * first / deviation;
        double covariance = covarianceAtMean - (mean * slopeVariance);
        double interceptVariance = (scale * second) - (2.0 * mean * covarianceAtMean) + (mean * mean * slopeVariance);
        var line = new FittedLine(model.Intercept - (slope * mean), slope, interceptVariance, covariance, slopeVariance, degrees);
        return new BinomialCurve(line, dispersion);
    }
}
