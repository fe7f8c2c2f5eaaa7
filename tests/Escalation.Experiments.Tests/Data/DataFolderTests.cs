using Escalation.Decisions;
using Escalation.Experiments.Data;
using Escalation.Tests.Shared;

namespace Escalation.Experiments.Tests.Data;

public class DataFolderTests
{
    [Fact]
    public void Each_model_and_each_prompt_is_a_pool()
    {
        using var folder = new TemporaryFolder();
        DataFiles.WriteTo(folder);
        IReadOnlyList<Pool> pools = DataFolder.Read(folder.FullName);
        Assert.Equal(
            ["bplaut-arc m1", "bplaut-arc m2", "bplaut-hellaswag m1", "bplaut-hellaswag m2", "bplaut-mmlu m1", "bplaut-mmlu m2", "mmlu_llama13b LLaMA-13B", "conformalllm LLaMA-13B prompt 0", "conformalllm LLaMA-13B prompt 1"],
            pools.Select(static pool => $"{pool.DataSet} {pool.Model}"));
    }

    [Fact]
    public void Answers_that_nobody_could_parse_are_left_out_of_their_models_pool_alone()
    {
        using var folder = new TemporaryFolder();
        DataFiles.WriteTo(folder);
        IReadOnlyList<Pool> pools = DataFolder.Read(folder.FullName);
        Assert.Equal([0.9, 0.6, 0.6], pools[0].Confidences);
        Assert.Equal([0.0, 1.0, 0.0], pools[0].Losses);
        Assert.Equal([0.5, 1.0], pools[1].Confidences);
        Assert.Equal([0.0, 1.0], pools[1].Losses);
        Assert.Equal([0.5, 0.0], pools[1].Delegation.Values);
        Assert.Equal(ScoreDirection.HigherDelegates, pools[1].Delegation.Direction);
    }

    [Fact]
    public void Option_probabilities_give_confidence_and_margin_and_the_first_of_equals_is_the_answer()
    {
        using var folder = new TemporaryFolder();
        DataFiles.WriteTo(folder);
        IReadOnlyList<Pool> pools = DataFolder.Read(folder.FullName);
        Pool cascade = pools[^3];
        Assert.Equal([0.6, 0.4], cascade.Delegation.Values);
        Assert.Equal(ScoreDirection.LowerDelegates, cascade.Delegation.Direction);
        Assert.Equal([0.0, 1.0], cascade.Losses);
        Pool prompt = pools[^2];
        Assert.Equal([0.6 - 0.2, 0.0], prompt.Delegation.Values);
        Assert.Equal(ScoreDirection.LowerDelegates, prompt.Delegation.Direction);
        Assert.Equal([0.6, 0.4], prompt.Confidences);
        Assert.Equal([0.0, 1.0], prompt.Losses);
        Assert.Equal([1.0, 0.0], pools[^1].Losses);
    }

    [Theory]
    [InlineData("anatomy,0,0,1,0.1,0.6,0.2,0.1\nanatomy,0,1,1,0.4,0.4,0.1,0.1\nanatomy,1,0,1,0.7,0.1,0.1,0.1\n")]
    [InlineData("anatomy,0,0,1,0.1,0.6,0.2,0.1\nanatomy,0,0,1,0.4,0.4,0.1,0.1\n")]
    [InlineData("anatomy,0,0,1,0.1,0.6,0.2,0.1\nanatomy,1,1,1,0.4,0.4,0.1,0.1\n")]
    public void Prompts_that_ask_other_questions_show_a_file_cut_off_or_muddled(string rows)
    {
        using var folder = new TemporaryFolder();
        DataFiles.WriteTo(folder, prompts: "subject,prompt_id,item,target,pA,pB,pC,pD\n" + rows);
        Assert.Contains("every prompt must ask the same questions once", Assert.Throws<ExperimentException>(() => DataFolder.Read(folder.FullName)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("anatomy,0,0,4,0.1,0.6,0.2,0.1\n", "column target: '4' is not a whole number in range")]
    [InlineData("anatomy,x,0,1,0.1,0.6,0.2,0.1\n", "column prompt_id: 'x' is not a whole number in range")]
    public void A_target_that_is_no_option_is_refused(string row, string problem)
    {
        using var folder = new TemporaryFolder();
        DataFiles.WriteTo(folder, prompts: "subject,prompt_id,item,target,pA,pB,pC,pD\n" + row);
        Assert.EndsWith(problem, Assert.Throws<ExperimentException>(() => DataFolder.Read(folder.FullName)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_whose_answers_are_all_unparseable_is_refused()
    {
        using var folder = new TemporaryFolder();
        DataFiles.WriteTo(folder, bplaut: "q,m1|grade,m1|msp\n0,U,0.9\n");
        Assert.Contains("bplaut-arc m1", Assert.Throws<ExperimentException>(() => DataFolder.Read(folder.FullName)).Message, StringComparison.Ordinal);
    }

    /// <summary>Rows, accuracy and unparseable answers as measured by another program on the same files.</summary>
    [DataFact("uq/bplaut")]
    public void The_real_pools_have_the_published_sizes_and_accuracies()
    {
        var pools = DataFolder.Read(DataFactAttribute.PathOf(".")).ToDictionary(static pool => $"{pool.DataSet} {pool.Model}");
        Assert.Equal(3 * 14 + 1 + 10, pools.Count);
        foreach ((string name, int size, double accuracy) in (ReadOnlySpan<(string, int, double)>)
            [
                ("bplaut-arc Falcon-40b", 2590 - 26, 0.572),
                ("bplaut-hellaswag Solar", 6000 - 129, 0.809),
                ("bplaut-mmlu Llama3-8b", 6000 - 3, 0.568),
                ("bplaut-mmlu gpt-4-turbo", 6000 - 1, 0.810),
                ("mmlu_llama13b LLaMA-13B", 2163, 0.4295),
            ])
        {
            Assert.Equal(size, pools[name].Size);
            Assert.Equal(accuracy, 1.0 - pools[name].Losses.Average(), 5e-4);
        }

        double rows = pools.Values.Where(static pool => pool.DataSet == "conformalllm").Sum(static pool => pool.Size);
        double right = pools.Values.Where(static pool => pool.DataSet == "conformalllm").Sum(static pool => pool.Losses.Count(static loss => loss == 0.0));
        Assert.Equal(28_860, rows);
        Assert.Equal(0.4067, right / rows, 5e-5);
    }
}
