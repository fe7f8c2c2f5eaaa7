namespace Escalation.Core.Tests.Statistics.Sequential;

/// <summary>All streams of zeros and ones of one length with their probabilities, so that what is claimed about probabilities can be added up instead of simulated.</summary>
internal static class LossPaths
{
    /// <summary>Adds up a quantity over all streams of independent losses.</summary>
    /// <param name="length">The length, at most 20.</param>
    /// <param name="rate">The probability of a one.</param>
    /// <param name="quantity">What to add up; gets the stream as an array that is reused.</param>
    internal static double Expect(int length, double rate, Func<double[], double> quantity)
    {
        double[] losses = new double[length];
        double sum = 0.0;
        for (int path = 0; path < 1 << length; path++)
        {
            double probability = 1.0;
            for (int i = 0; i < length; i++)
            {
                losses[i] = (path >> i) & 1;
                probability *= losses[i] == 1.0 ? rate : 1.0 - rate;
            }

            sum += probability * quantity(losses);
        }

        return sum;
    }
}
