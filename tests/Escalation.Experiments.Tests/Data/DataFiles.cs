using System.IO.Compression;
using System.Text;
using Escalation.Tests.Shared;

namespace Escalation.Experiments.Tests.Data;

/// <summary>A data folder with a few rows of each kind.</summary>
internal static class DataFiles
{
    internal const string Bplaut = "q,m1|grade,m1|msp,m1|maxlogit,m2|grade,m2|msp,m2|maxlogit\n0,1,0.9,3,U,0.4,\n1,0,0.6,2,1,0.5,\n2,1,0.6,2,0,1,\n";

    internal const string Cascade =
        "subject,test_row,target,p_mean_A,p_mean_B,p_mean_C,p_mean_D,p_sd_top,prompt_vote_share,weak_llama13b_correct,mid_mixtral_correct,strong_gpt4_correct\n" +
        "anatomy,1,1,0.1,0.6,0.2,0.1,0,1,1,1,1\nanatomy,2,0,0.4,0.4,0.1,0.1,0,1,0,1,1\n";

    internal const string Prompts =
        "subject,prompt_id,item,target,pA,pB,pC,pD\n" +
        "anatomy,0,0,1,0.1,0.6,0.2,0.1\nanatomy,0,1,1,0.4,0.4,0.1,0.1\nanatomy,1,0,1,0.7,0.1,0.1,0.1\nanatomy,1,1,1,0.2,0.5,0.2,0.1\n";

    internal static void WriteTo(TemporaryFolder folder, string bplaut = Bplaut, string cascade = Cascade, string prompts = Prompts)
    {
        Directory.CreateDirectory(folder.PathOf("uq/bplaut"));
        Directory.CreateDirectory(folder.PathOf("cascade"));
        Directory.CreateDirectory(folder.PathOf("logprobs"));
        foreach (string name in (string[])["arc", "hellaswag", "mmlu"])
        {
            folder.Write($"uq/bplaut/{name}_first_prompt.csv", bplaut);
        }

        folder.Write("cascade/mmlu_llama13b_probs_mixtral_gpt4.csv", cascade);
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(prompts));
        }

        folder.Write("logprobs/conformalllm_llama13b_mmlu.csv.gz", compressed.ToArray());
    }
}
