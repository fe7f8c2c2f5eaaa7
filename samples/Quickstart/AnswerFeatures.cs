namespace Quickstart;

/// <summary>What can be read off the weak model's output: the probabilities of four options, and how steady they are over several prompts.</summary>
/// <remarks>Computed from logarithms: raw probabilities crowd at 1 and lose the order that their logarithms keep.</remarks>
internal sealed class AnswerFeatures
{
    private const double SmallestProbability = 1e-9;

    private AnswerFeatures(double topProbability, double[] values, int answer)
    {
        TopProbability = topProbability;
        Values = values;
        Answer = answer;
    }

    /// <summary>How many numbers <see cref="Values"/> holds.</summary>
    public static int Count => 5;

    /// <summary>The probability of the most likely option, in (0, 1].</summary>
    public double TopProbability { get; }

    /// <summary>Log-odds of the top option, log of its lead over the second, entropy in nats, spread over prompts, share of prompts that vote for it.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>The index of the most likely option.</summary>
    public int Answer { get; }

    /// <summary>Computes the features.</summary>
    /// <param name="probabilities">The options' probabilities, at least two, with a positive sum; divided by their sum here.</param>
    /// <param name="spread">The standard deviation of the top option's probability over several prompts.</param>
    /// <param name="voteShare">The share of the prompts whose top option is this one.</param>
    public static AnswerFeatures From(ReadOnlySpan<double> probabilities, double spread, double voteShare)
    {
        double sum = 0.0;
        int top = 0;
        for (int i = 0; i < probabilities.Length; i++)
        {
            sum += probabilities[i];
            top = probabilities[i] > probabilities[top] ? i : top;
        }

        double second = 0.0;
        double entropy = 0.0;
        for (int i = 0; i < probabilities.Length; i++)
        {
            double p = Math.Clamp(probabilities[i] / sum, SmallestProbability, 1.0 - SmallestProbability);
            entropy -= p * Math.Log(p);
            second = i != top && p > second ? p : second;
        }

        double first = Math.Clamp(probabilities[top] / sum, SmallestProbability, 1.0 - SmallestProbability);
        double[] values = [Math.Log(first / (1.0 - first)), Math.Log(first / second), entropy, spread, voteShare];
        return new AnswerFeatures(first, values, top);
    }
}
