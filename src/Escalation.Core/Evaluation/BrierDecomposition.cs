namespace Escalation.Evaluation;

/// <summary>What a Brier score is made of: <c>Brier = Reliability - Resolution + Uncertainty + WithinBin</c>.</summary>
/// <param name="Brier">The Brier score, in [0, 1]; lower is better.</param>
/// <param name="Reliability"><c>sum_b n_b/n (mean confidence - accuracy)^2</c>, 0 and above: what calibrating could take away; lower is better.</param>
/// <param name="Resolution"><c>sum_b n_b/n (accuracy_b - accuracy)^2</c>, 0 and above: what telling items apart has earned; higher is better.</param>
/// <param name="Uncertainty"><c>accuracy (1 - accuracy)</c>, in [0, 1/4]: what a constant confidence that equals the accuracy would have; a property of the data.</param>
/// <param name="WithinBin">What the bins hide: the spread of confidence inside them less twice its covariance with being right. 0 when every bin holds one confidence. Source: Stephenson, Coelho and Jolliffe, 2008.</param>
public sealed record BrierDecomposition(double Brier, double Reliability, double Resolution, double Uncertainty, double WithinBin)
{
    internal static BrierDecomposition Of(double brier, ReadOnlySpan<BinSums> bins)
    {
        long items = 0;
        long correct = 0;
        foreach (BinSums bin in bins)
        {
            items += bin.Items;
            correct += bin.Correct;
        }

        double accuracy = (double)correct / items;
        double reliability = 0.0;
        double resolution = 0.0;
        foreach (BinSums bin in bins)
        {
            if (bin.Items > 0)
            {
                double share = (double)bin.Items / items;
                double distance = ((double)bin.Correct / bin.Items) - accuracy;
                reliability += share * bin.Excess * bin.Excess;
                resolution += share * distance * distance;
            }
        }

        double uncertainty = accuracy * ((double)(items - correct) / items);
        return new BrierDecomposition(brier, reliability, resolution, uncertainty, brier - (reliability - resolution + uncertainty));
    }
}
