// What the provider sends by itself: webhooks, callbacks.
#include "comparison.h"

#include <concord/base/text.h>

#include <algorithm>

namespace concord::diff {

void ContractComparison::compare_callbacks(const Node& before, const Node& after) {
  static const Node none = Node::object();
  const Node& olds = before.has("callbacks") ? *before.find("callbacks") : none;
  const Node& news = after.has("callbacks") ? *after.find("callbacks") : none;
  const bool was_from_provider = std::exchange(is_from_provider_, true);
  for (const auto& member : olds.members()) {
    const Node* same = news.find(member.key);
    const std::string name = base::in_quotes(member.key);
    if (same == nullptr) {
      add(Kind::CallbackRemoved, "callback " + name, &member.value, &after, name);
      continue;
    }
    compare_callback(member.key, member.value, *same);
  }
  for (const auto& member : news.members()) {
    if (!olds.has(member.key))
      add(Kind::CallbackAdded, "callback " + base::in_quotes(member.key), &before, &member.value,
          base::in_quotes(member.key));
  }
  is_from_provider_ = was_from_provider;
}

void ContractComparison::compare_callback(const std::string& name, const Node& before, const Node& after) {
  const std::string where = "callback " + base::in_quotes(name);
  const auto old_list = operations_of(before), new_list = operations_of(after);
  const auto find_in = [](const std::vector<Operation>& in, const Operation& wanted) {
    const auto found =
        std::find_if(in.begin(), in.end(), [&](const Operation& one) { return one.label() == wanted.label(); });
    return found == in.end() ? nullptr : &*found;
  };
  for (const Operation& one : old_list) {
    if (const Operation* same = find_in(new_list, one)) {
      const std::string outer = std::exchange(prefix_, where + ": ");
      compare_sent(one, *same);
      prefix_ = outer;
    } else {
      add(Kind::CallbackRemoved, where, one.node, &after, base::in_quotes(name + ' ' + one.label()));
    }
  }
  for (const Operation& one : new_list) {
    if (find_in(old_list, one) == nullptr)
      add(Kind::CallbackAdded, where, &before, one.node, base::in_quotes(name + ' ' + one.label()));
  }
}

// What the provider sends by itself.
void ContractComparison::compare_sent(const Operation& before, const Operation& after) {
  compare_lifecycle(*before.node, *after.node, "the operation",
                    {Kind::OperationDeprecated, Kind::OperationDeprecatedWithoutSunset, Kind::OperationReactivated});
  compare_parameters(before, after);
  compare_body(*before.node, *after.node);
  compare_responses(*before.node, *after.node);
}

void ContractComparison::compare_webhooks() {
  static const Node none = Node::object();
  const auto list = [](const Node& contract) {
    const Node* webhooks = contract.find("webhooks");
    return operations_of(webhooks == nullptr ? none : *webhooks);
  };
  const auto olds = list(old_), news = list(new_);
  const auto find_in = [](const std::vector<Operation>& in, const Operation& wanted) {
    const auto found =
        std::find_if(in.begin(), in.end(), [&](const Operation& one) { return one.label() == wanted.label(); });
    return found == in.end() ? nullptr : &*found;
  };
  is_from_provider_ = true;
  for (const Operation& one : olds) {
    const Operation* same = find_in(news, one);
    current_ = {"webhook " + one.label(), "webhook " + one.label(), {}, {}};
    if (same == nullptr) {
      add(Kind::WebhookRemoved, "the webhook", one.node, nullptr);
    } else {
      ++result_.compared;
      compare_sent(one, *same);
    }
    result_.operations.push_back(std::move(current_));
  }
  for (const Operation& one : news) {
    if (find_in(olds, one) != nullptr) continue;
    current_ = {"webhook " + one.label(), "webhook " + one.label(), {}, {}};
    add(Kind::WebhookAdded, "the webhook", nullptr, one.node);
    result_.operations.push_back(std::move(current_));
  }
  is_from_provider_ = false;
}

}  // namespace concord::diff
