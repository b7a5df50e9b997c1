namespace MmAnalyzers.Benchmarks.Corpora.Templates;

/// <summary>The top of a module: its own lock, under which calls go three classes deep and into the module below.</summary>
internal static class ServiceTemplate
{
    public static string Text(Module module) => $$"""
        namespace {{module.Namespace}};

        public class {{module.Noun}}Service
        {
            private readonly object _lock = new();
            private readonly {{module.Noun}}Journal _journal = new();
            private readonly {{module.Noun}}Registry _registry = new();
            private readonly {{module.Noun}}Ledger _ledger;
            private readonly {{module.Below}}.I{{module.NounBelow}}Store _below;
            private int _count;

            public {{module.Noun}}Service({{module.Below}}.I{{module.NounBelow}}Store below)
            {
                _below = below;
                _ledger = new {{module.Noun}}Ledger(_journal);
            }

            public decimal Settle({{module.Noun}} item)
            {
                lock (_lock)
                {
                    var cache = _registry.Open(item.Owner, _journal);
                    var known = cache.GetOrAdd(item.Id, id => new {{module.Noun}}(id, item.Owner));
                    var total = known.Total + item.Total - {{module.Noun}}Pricing.Discount(item.Total, _count, known == item);
                    _ledger.Post(item.Id, total, "settled");
                    _below.Post(item.Id, -total, "counter entry");
                    return Balanced(item.Id);
                }
            }

            public IReadOnlyList<decimal> Balances(IEnumerable<{{module.Noun}}> items)
            {
                var balances = new List<decimal>();
                foreach (var item in items)
                {
                    lock (_lock)
                    {
                        _count++;
                        balances.Add(Balanced(item.Id));
                    }
                }

                return balances;
            }

            public virtual void Report(TextWriter writer)
            {
                foreach (var entry in _journal.Snapshot())
                {
                    writer.WriteLine(entry);
                }
            }

            private decimal Balanced(int id) => _ledger.Balance(id) + _below.Balance(id);
        }
        """;
}
