namespace MmAnalyzers.Benchmarks.Corpora.Templates;

/// <summary>Arithmetic, switches and loops without any lock.</summary>
internal static class PricingTemplate
{
    public static string Text(Module module) => $$"""
        namespace {{module.Namespace}};

        public static class {{module.Noun}}Pricing
        {
            public static decimal Discount(decimal total, int years, bool isPartner)
            {
                var rate = 0m;
                if (total > {{1000 + module.Number}}m)
                {
                    rate += 0.02m;
                }

                rate += years switch
                {
                    < 1 => 0m,
                    < 3 => 0.01m,
                    < 10 => 0.025m,
                    _ => 0.04m,
                };
                return isPartner ? rate * 1.5m : rate;
            }

            public static decimal[] Instalments(decimal total, int count)
            {
                if (count <= 0)
                {
                    throw new ArgumentOutOfRangeException(nameof(count));
                }

                var parts = new decimal[count];
                var rest = total;
                for (var i = 0; i < count; i++)
                {
                    parts[i] = Math.Round(rest / (count - i), 2);
                    rest -= parts[i];
                }

                return parts;
            }

            public static int Score(ReadOnlySpan<int> history)
            {
                var score = {{module.Number % 17}};
                foreach (var value in history)
                {
                    if (value < 0)
                    {
                        score -= value * 2;
                    }
                    else
                    {
                        score = (score * 31) + value;
                    }

                    while (score > 1_000_000)
                    {
                        score /= 3;
                    }
                }

                return score;
            }
        }
        """;
}
